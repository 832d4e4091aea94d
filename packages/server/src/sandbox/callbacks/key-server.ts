import type { ApiAnswer, ApiRequest } from '../../api/index.js';
import type { SigningKey } from './key.js';

/** `/{codebase}//system/callbackkey/index.rails`, where messages say their key is (PROTOCOL 7.3, recorded). */
const KEY_PATH = /^\/+[^/]+\/+system\/+callbackkey\/+index\.rails$/i;

/**
 * The answer to who asks for a signing key, without credentials (PROTOCOL 7.4); undefined for every other request.
 * Who names another id than the messages do gets 404 (*assumed*).
 */
export function answerKey(
  request: ApiRequest,
  keyOf: () => Promise<SigningKey>,
): Promise<ApiAnswer> | undefined {
  const { pathname, searchParams } = new URL(`http://localhost${request.target}`);
  if (request.method !== 'GET' || !KEY_PATH.test(pathname)) return undefined;
  return keyOf().then(({ id, key }) => {
    const found = searchParams.get('id') === id;
    const body = JSON.stringify(
      found ? { signing_key: key } : { code: 'NotFound', message: 'Key not found' },
    );
    return {
      status: found ? 200 : 404,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body,
    };
  });
}
