// A program as the README of connectwise-rest shows one: reads, makes a ticket, closes it. Nothing in it knows of a
// sandbox; whom to trust is in NODE_EXTRA_CA_CERTS.
'use strict';
const process = require('node:process');
const { ManageAPI } = require('connectwise-rest');

const cwm = new ManageAPI({
  companyId: process.env.PSA_COMPANY,
  companyUrl: process.env.PSA_HOST,
  publicKey: process.env.PSA_PUBLIC_KEY,
  privateKey: process.env.PSA_PRIVATE_KEY,
  clientId: process.env.PSA_CLIENT_ID,
});

async function main() {
  const [company] = await cwm.CompanyAPI.getCompanyCompanies({
    conditions: 'deletedFlag = false',
    pageSize: 1,
  });
  const ticket = await cwm.ServiceAPI.postServiceTickets({ summary: 'First', company: { id: company.id } });
  const statuses = await cwm.ServiceAPI.getServiceBoardsByParentIdStatuses(ticket.board.id, {
    conditions: 'closedStatus = true',
  });
  const closed = await cwm.ServiceAPI.patchServiceTicketsById(ticket.id, [
    { op: 'replace', path: 'status', value: { id: statuses[0].id } },
  ]);
  const contacts = await cwm.paginate(
    cwm.CompanyAPI.getCompanyContacts.bind(cwm.CompanyAPI),
    { pageSize: 1000 },
    { fields: 'id' },
  );
  process.stdout.write(
    JSON.stringify({ summary: closed.summary, closed: closed.closedFlag, contacts: contacts.length > 1 }),
  );
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
