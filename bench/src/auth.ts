import { SANDBOX_CREDENTIALS } from '@psakit/server/sandbox';

const { companyId, publicKey, privateKey, clientId } = SANDBOX_CREDENTIALS;

/** Where the API of a sandbox begins. */
export const API_PATH = '/v4_6_release/apis/3.0';

/** The headers a sandbox asks for. */
export const API_HEADERS = {
  authorization: `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`,
  clientId,
};
