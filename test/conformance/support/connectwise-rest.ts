import { ManageAPI, type CWMOptions } from 'connectwise-rest';
import { trustInThisProcess, useSecureSandbox, type SecureSandbox } from './secure-sandbox.js';

/** The client connectwise-rest, and the sandbox of its own that it speaks to. */
export interface ConnectWiseRest {
  readonly secure: SecureSandbox;
  readonly cwm: ManageAPI;
  /** What the client's own README tells to give it; it never speaks anything but https. */
  options(more?: Partial<CWMOptions>): CWMOptions;
}

/** For the tests of one file. */
export function useConnectWiseRest(): ConnectWiseRest {
  const secure = useSecureSandbox();
  trustInThisProcess(secure);
  let cwm: ManageAPI | undefined;
  const options = (more: Partial<CWMOptions> = {}): CWMOptions => {
    const { companyId, publicKey, privateKey, clientId } = secure.sandbox.credentials;
    const logger = (): void => undefined;
    return { companyId, publicKey, privateKey, clientId, companyUrl: secure.host, logger, ...more };
  };
  return {
    secure,
    options,
    get cwm() {
      return (cwm ??= new ManageAPI(options()));
    },
  };
}

/** Operations as they are sent; the client's own type has only objects for values. */
export function operations(...list: { op: string; path: string; value?: unknown }[]): never {
  return list as never;
}
