import { JSON_TYPE, REQUEST_HEADERS, versionedType } from './wire.js';
import type { Settings } from './settings.js';

/** `Basic base64("{companyId}+{publicKey}:{privateKey}")` (PROTOCOL 1.1, MISSION). */
export function basicAuthorization(
  settings: Pick<Settings, 'companyId' | 'publicKey' | 'privateKey'>,
): string {
  const bytes = new TextEncoder().encode(
    `${settings.companyId}+${settings.publicKey}:${settings.privateKey}`,
  );
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** The headers of every request. */
export function createHeaders(settings: Settings, version: string | undefined): Record<string, string> {
  return {
    [REQUEST_HEADERS.authorization]: basicAuthorization(settings),
    [REQUEST_HEADERS.clientId]: settings.clientId,
    [REQUEST_HEADERS.accept]: version === undefined ? JSON_TYPE : versionedType(version),
    [REQUEST_HEADERS.contentType]: JSON_TYPE,
    ...(settings.userType === undefined ? {} : { [REQUEST_HEADERS.userType]: settings.userType }),
  };
}

/** What must never be seen in a message: both keys, and what they become in the header. */
export function secretsOf(settings: Settings): readonly string[] {
  const authorization = basicAuthorization(settings);
  return [authorization.slice('Basic '.length), settings.privateKey, settings.publicKey];
}
