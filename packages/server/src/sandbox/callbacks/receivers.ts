/** Names and addresses of this machine. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Which hosts messages may go to: this machine, and those the operator names. A registration may name any other,
 * as it may with PSA; its deliveries are then shown as blocked.
 */
export function createAllowance(hosts: readonly string[]): (hostname: string) => boolean {
  const named = new Set(hosts.map((host) => host.toLowerCase()));
  return (hostname) => LOOPBACK.test(hostname) || named.has(hostname.toLowerCase());
}
