import { API_MEMBER } from './world/index.js';

/** What a client needs to call a sandbox. They are the same in every one, and no secret. */
export interface SandboxCredentials {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly clientId: string;
}

/** The credentials of every sandbox. */
export const SANDBOX_CREDENTIALS: SandboxCredentials = {
  companyId: 'sandbox',
  publicKey: 'public',
  privateKey: 'private',
  clientId: '5a6d0b0e-7c1f-4c55-9d0c-8f1b5e3a9d10',
};

/** What a person types at `/login/login.aspx` to be the member of every sandbox (PROTOCOL 1.3); no secret either. */
export interface SandboxLogin {
  readonly companyName: string;
  readonly userName: string;
  readonly password: string;
}

/** The login of every sandbox. */
export const SANDBOX_LOGIN: SandboxLogin = {
  companyName: SANDBOX_CREDENTIALS.companyId,
  userName: API_MEMBER,
  password: 'sandbox',
};
