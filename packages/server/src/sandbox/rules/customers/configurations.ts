import type { JsonRecord } from '../../../store/index.js';
import { SAVED, type Concern } from '../concern.js';
import { filledIn, flagOf, idOf, itemsOf, numberOf } from '../values.js';

/**
 * A configuration has the questions of its type, in their order, with the answers it was given (PROTOCOL
 * 8.2, live for the form). An answer is found by question or by place of the answer (*assumed*).
 */
export const CONFIGURATIONS: Concern = {
  about: ['company/configurations'],
  on: SAVED,
  apply: async ({ kind, record, before, sent }, draft) => {
    const type = idOf(record, 'type');
    const company = await draft.get('company/companies', [], idOf(record, 'company'));
    const whole = kind === 'update' ? record : filledIn(record, { site: company?.['site'] });
    if (
      type === undefined ||
      (kind === 'update' && !sent.has('questions') && idOf(before, 'type') === type)
    ) {
      return whole;
    }
    const questions = await draft.list('company/configurations/types/questions', { parents: [type] });
    if (questions.length === 0) return whole;
    const given = itemsOf(record, 'questions');
    const known = itemsOf(before, 'questions');
    const answers: JsonRecord[] = [];
    for (const [index, question] of inOrder(questions).entries()) {
      const id = question['id'];
      const find = (items: readonly JsonRecord[]): JsonRecord | undefined =>
        items.find((item) => item['questionId'] === id);
      const answerId = numberOf(find(known), 'answerId') ?? Number(record['id']) * 100 + index + 1;
      const answer = (find(given) ?? given.find((item) => item['answerId'] === answerId) ?? find(known))?.[
        'answer'
      ];
      answers.push({
        answerId,
        questionId: id,
        question: question['question'],
        ...(answer === undefined ? {} : { answer }),
        sequenceNumber: question['sequenceNumber'],
        numberOfDecimals: question['numberOfDecimals'] ?? 0,
        fieldType: question['fieldType'],
        requiredFlag: flagOf(question, 'requiredFlag'),
      });
    }
    return { ...whole, questions: answers };
  },
};

function inOrder(questions: readonly JsonRecord[]): readonly JsonRecord[] {
  const active = questions.filter((question) => !flagOf(question, 'inactiveFlag'));
  return active.sort(
    (one, other) => (numberOf(one, 'sequenceNumber') ?? 0) - (numberOf(other, 'sequenceNumber') ?? 0),
  );
}
