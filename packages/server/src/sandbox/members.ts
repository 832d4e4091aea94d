import {
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  readShape,
  shapeError,
  text,
  whole,
  type ApiMember,
  type SecurityRight,
  type SecurityRole,
  type Shape,
  type ShapeProblem,
} from '../api/index.js';
import { SANDBOX_CREDENTIALS, SANDBOX_LOGIN, type SandboxCredentials } from './credentials.js';
import { API_MEMBER } from './world/index.js';

/** An API member beside the one every sandbox has, of the same company. */
export interface SandboxMember extends Omit<ApiMember, 'companyId' | 'role'> {
  /**
   * What it may do, by the first segment of a path: `{ "service": ["inquire", "add"], "*": ["inquire"] }`, or the
   * name of such a role; absent: everything. `*` stands for what is not named; without it that is closed.
   */
  readonly role?: SecurityRole | string | undefined;
}

/** The members of a sandbox as data: what `--members` reads. */
export interface SandboxMembers {
  readonly members: readonly SandboxMember[];
  /** Roles by name, for several members to share. */
  readonly roles?: Readonly<Record<string, SecurityRole>> | undefined;
}

const RIGHTS = ['inquire', 'add', 'edit', 'delete'] as const satisfies readonly SecurityRight[];

const role: Shape<SecurityRole> = mapOf(listOf(oneOf(...RIGHTS)));

const roleOrName: Shape<SecurityRole | string> = (value, at, problems) =>
  typeof value === 'string' ? text(value, at, problems) : role(value, at, problems);

const limitOrOff: Shape<number | 'off'> = (value, at, problems) =>
  value === 'off' ? value : whole(1, 1_000_000_000)(value, at, problems);

/** A part of the credentials: neither `+` nor `:` may stand in what is split at them. */
const publicKey: Shape<string> = (value, at, problems) => {
  const key = text(value, at, problems);
  if (typeof key === 'string' && key.includes(':')) {
    problems.push({ at, message: 'has a ":" in it, which ends a public key' });
  }
  return key;
};

const yesOrNo: Shape<boolean> = (value, at, problems) => {
  if (typeof value !== 'boolean') problems.push({ at, message: 'should be true or false' });
  return value === true;
};

const member: Shape<SandboxMember> = object({
  identifier: text,
  publicKey,
  privateKey: secret,
  password: optional(secret),
  clientId: optional(text),
  rateLimit: optional(limitOrOff),
  role: optional(roleOrName),
  impersonates: optional(yesOrNo),
});

/** A text that no message shows. */
function secret(value: unknown, at: string, problems: ShapeProblem[]): string {
  if (typeof value !== 'string' || value === '') {
    problems.push({ at, message: 'should be a text that is not empty' });
  }
  return value as string;
}

const file: Shape<SandboxMembers> = object({ members: listOf(member), roles: optional(mapOf(role)) });

/**
 * Reads members that came as JSON: an array of them, or `{ "roles": { … }, "members": [ … ] }`.
 *
 * @param what stands before each place in a message, such as the name of a file.
 * @throws PsaError `INVALID_ARGUMENT` with everything that is wrong, and where.
 */
export function readMembers(value: unknown, what: string): SandboxMembers {
  if (Array.isArray(value)) return checked({ members: readShape(listOf(member), value, what) }, what, '');
  return checked(readShape(file, value, what), what, '.members');
}

/** Names must lead somewhere, and nobody may be mistaken for another. */
function checked(found: SandboxMembers, what: string, at: string): SandboxMembers {
  const problems: ShapeProblem[] = [];
  const seen = {
    identifier: new Map([[API_MEMBER.toLowerCase(), 'the member of every sandbox']]),
    publicKey: new Map([[SANDBOX_CREDENTIALS.publicKey, 'the member of every sandbox']]),
  };
  const roles = Object.keys(found.roles ?? {});
  for (const [index, each] of found.members.entries()) {
    const place = `${at}[${index}]`;
    for (const [name, value] of [
      ['identifier', each.identifier.toLowerCase()],
      ['publicKey', each.publicKey],
    ] as const) {
      const owner = seen[name].get(value);
      if (owner !== undefined) {
        problems.push({
          at: `${place}.${name}`,
          message: `is ${JSON.stringify(each[name])}, which ${owner} has already`,
        });
      }
      seen[name].set(value, `member ${index + 1}`);
    }
    if (typeof each.role === 'string' && !roles.includes(each.role)) {
      const known = roles.length === 0 ? 'No roles are named' : `Named are ${roles.join(', ')}`;
      problems.push({
        at: `${place}.role`,
        message: `is ${JSON.stringify(each.role)}, which is no role. ${known}`,
      });
    }
  }
  if (problems.length > 0) throw shapeError(what, problems);
  return found;
}

/** The members an API lets in: the one every sandbox has, which may do everything, and those given. */
export function apiMembers(given: SandboxMembers): readonly [ApiMember, ...ApiMember[]] {
  const { companyId, publicKey, privateKey } = SANDBOX_CREDENTIALS;
  const others = given.members.map(({ role, ...each }) => ({
    ...each,
    companyId,
    role: typeof role === 'string' ? given.roles?.[role] : role,
  }));
  // A program that sends a clientId of its own is let in: only that there is one is checked.
  const { password } = SANDBOX_LOGIN;
  return [
    { companyId, publicKey, privateKey, password, identifier: API_MEMBER, impersonates: true },
    ...others,
  ];
}

/** What a client sends to be a member. */
export function credentialsOf({ companyId, publicKey, privateKey, clientId }: ApiMember): SandboxCredentials {
  return { companyId, publicKey, privateKey, clientId: clientId ?? SANDBOX_CREDENTIALS.clientId };
}

/** What of a member nobody should read anywhere. */
export function secretsOf({ privateKey, password }: ApiMember): readonly string[] {
  return password === undefined ? [privateKey] : [privateKey, password];
}
