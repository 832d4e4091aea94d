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
