import { expect } from 'vitest';
import { API, query, useSandbox } from '../support/sandbox.js';
import { verifies } from './verifies.js';

const world = useSandbox();

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const inVersion = (version: string): { headers: Record<string, string> } => ({
  headers: { accept: `application/vnd.connectwise.com+json; version=${version}` },
});
const firstTicket = async (init: RequestInit = {}): Promise<Row> =>
  (await world.json<Row[]>('/service/tickets?pageSize=1', init))[0]!;
/** Members of a ticket that no 2022.1 knew, and one that was always there. */
const MEMBERS = ['escalationLevel', 'requestForChangeFlag', 'summary'];
const shown = async (init?: RequestInit): Promise<boolean[]> => {
  const ticket = await firstTicket(init);
  return MEMBERS.map((name) => name in ticket);
};

verifies('answers:model-version', async () => {
  const sent = (version: string, body: object, status: number): Promise<{ message: string }> =>
    world.json('/service/tickets', {
      method: 'POST',
      status,
      body: JSON.stringify({ summary: 'Old', company: { id: 2 }, ...body }),
      ...inVersion(version),
    });
  const refused = await sent('2022.1', { requestForChangeFlag: true }, 500);
  expect(refused).toEqual({
    code: 'ConnectWiseApi',
    message:
      "Could not find member 'requestForChangeFlag' on object of type 'Ticket'. Path 'requestForChangeFlag', " +
      'line 1, position 59.Check your accept header to make sure you are using the correct version.',
  });
  await sent('2022.1', { customFields: [{ id: 1, value: 1, podId: 'x' }] }, 500);
  await sent('2025.1', { requestForChangeFlag: true }, 201);
  await sent('2022.1', {}, 201);
  const path = `/service/tickets/${(await firstTicket()).id}`;
  const step = { op: 'replace', path: '/requestForChangeFlag', value: true };
  const patch = { method: 'PATCH', body: JSON.stringify([step]) };
  await world.json(path, { ...patch, ...inVersion('2022.1'), status: 400 });
  await world.json(path, patch);
});

verifies('answers:model-shown', async () => {
  expect(await shown()).toEqual([true, true, true]);
  expect(await shown(inVersion('2025.1'))).toEqual([true, true, true]);
  expect(await shown(inVersion('2022.1'))).toEqual([false, false, true]);
  expect(await shown(inVersion('3.0.0'))).toEqual([false, false, true]);
  const limited = { method: 'PATCH', body: '[{"op":"replace","path":"creditLimit","value":5}]' };
  expect(await world.json('/company/companies/2', limited)).toHaveProperty('creditLimit');
  expect(await world.json('/company/companies/2')).toHaveProperty('creditLimit');
  expect(await world.json('/company/companies/2', inVersion('2025.1'))).not.toHaveProperty('creditLimit');
  // Inside of a record as well, and on the answer of a write.
  const made = await world.json<Row>('/service/tickets', {
    method: 'POST',
    status: 201,
    body: JSON.stringify({ summary: 'Old', company: { id: 2 } }),
    ...inVersion('2022.1'),
  });
  expect(made).not.toHaveProperty('escalationLevel');
  for (const ticket of [made, await firstTicket(inVersion('2022.1'))]) {
    expect(Object.keys((ticket['customFields'] as object[])[0]!)).toEqual([
      'id',
      'caption',
      'type',
      'entryMethod',
      'numberOfDecimals',
      'value',
    ]);
  }
});

verifies('answers:model-asked', async () => {
  const named = async (parameters: Record<string, string>): Promise<unknown> => {
    await world.json(`/service/tickets${query(parameters)}`);
    return world.json(`/service/tickets${query(parameters)}`, { ...inVersion('2022.1'), status: 400 });
  };
  const unknown = (name: string): object => ({
    code: 'ApiFindCondition',
    message: `${name} is not a recognized name.`,
  });
  expect(await named({ conditions: 'id > 0 and EscalationLevel > 1' })).toEqual(unknown('EscalationLevel'));
  expect(await named({ orderBy: 'escalationLevel desc' })).toEqual(unknown('escalationLevel'));
  expect(await named({ fields: 'id,priority/level' })).toEqual(unknown('priority/level'));
  expect(await named({ childConditions: 'notes/sentimentScore > 1' })).toEqual(
    unknown('notes/sentimentScore'),
  );
  const body = JSON.stringify({ conditions: 'escalationLevel > 1' });
  const search = { method: 'POST', body, ...inVersion('2022.1'), status: 400 };
  expect(await world.json('/service/tickets/search', search)).toEqual(unknown('escalationLevel'));
});

verifies('answers:model-endpoint', async () => {
  const answer = await world.ask('/company/communicationTypes', inVersion('2019.5'));
  expect([answer.status, await answer.json()]).toEqual([
    400,
    {
      code: 'ConnectWiseApi',
      message: `The HTTP resource that matches the request URI '${world.sandbox.url}${API}/company/communicationTypes' does not support the API version '2019.5'.`,
    },
  ]);
  await world.json('/company/communicationTypes', inVersion('2020.4'));
  await world.json('/company/contacts/info', { ...inVersion('2022.1'), status: 400 });
  await world.json('/company/contacts/info', inVersion('2022.2'));
});

verifies('answers:model-newest', async () => {
  const vendor = 'application/vnd.connectwise.com+json';
  for (const accept of [
    vendor,
    'application/json',
    '*/*',
    `${vendor}; version=2025.16`,
    `${vendor}; version=latest`,
    `${vendor}; version=`,
    // It counts on the first type only, as a client in use has found.
    `application/json, ${vendor}; version=2022.1`,
  ]) {
    expect(await shown({ headers: { accept } }), accept).toEqual([true, true, true]);
  }
  const forms = [`${vendor};version="2022.1"`, `${vendor}; version=2022.1, application/json`];
  for (const accept of forms) {
    expect(await shown({ headers: { accept } }), accept).toEqual([false, false, true]);
  }
});

verifies('answers:model-bundle', async () => {
  const single = { resourceType: 'Ticket', apiRequest: { page: { pageSize: 1 } } };
  const requests = [{ ...single, version: 'v2021.1' }, { ...single, version: '2025.16' }, single];
  const bundle = async (init: RequestInit): Promise<boolean[]> => {
    const { results } = await world.json<{ results: { entities: Row[] }[] }>('/system/bundles', {
      method: 'POST',
      body: JSON.stringify({ requests }),
      ...init,
    });
    return results.map(({ entities: [ticket] }) => 'escalationLevel' in ticket!);
  };
  expect(await bundle({})).toEqual([false, true, true]);
  expect(await bundle(inVersion('2022.1'))).toEqual([false, true, false]);
});
