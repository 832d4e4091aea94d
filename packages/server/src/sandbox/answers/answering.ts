import { absoluteHrefs } from '../../records/index.js';
import { jsonAnswer, type SpecialCall, type SpecialOperation } from '../../api/index.js';

/** A GET whose answer is made for it, hrefs relative, where nothing is kept under its path. */
export function answering(path: string, make: (call: SpecialCall) => Promise<unknown>): SpecialOperation {
  return {
    method: 'GET',
    path,
    answer: async (call) => {
      const { reading } = call.services;
      const json = JSON.stringify(await make(call));
      return jsonAnswer(absoluteHrefs(json, reading.hrefBase(call.request.origin)));
    },
  };
}
