/** An API member: someone who may call. */
export interface ApiMember {
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  /** With which it may log in by its identifier (PROTOCOL 1.3); absent: it has keys only. */
  readonly password?: string | undefined;
  /** The only client id accepted from this member; absent: any that is not empty. */
  readonly clientId?: string | undefined;
  /** Who this is in records and in the limiter's books. */
  readonly identifier: string;
  /** Requests of this member in any 60 seconds, where it is not what all others have. */
  readonly rateLimit?: number | 'off' | undefined;
  /** What it may do; absent: everything. */
  readonly role?: SecurityRole | undefined;
  /** Whether it may mint keys to call as another member with (PROTOCOL 1.2); not unless told. */
  readonly impersonates?: boolean | undefined;
}

/** What a member may do in a module: read, create, change, delete. */
export type SecurityRight = 'inquire' | 'add' | 'edit' | 'delete';

/**
 * Rights by module, the first segment of a path: `{ "service": ["inquire", "add"], "*": [] }`. `*` stands
 * for the modules that are not named; without it they are closed.
 */
export type SecurityRole = Readonly<Record<string, readonly SecurityRight[]>>;
