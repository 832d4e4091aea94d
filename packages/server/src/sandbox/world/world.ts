import { catalogPart } from './customers/catalog.js';
import { customersPart } from './customers/customers.js';
import { Random } from './random.js';
import { SCALES } from './scale.js';
import { boardsPart } from './setup/boards.js';
import { businessSetupPart } from './setup/business.js';
import { customFieldsPart } from './setup/custom-fields.js';
import { customerSetupPart } from './setup/customers.js';
import { membersPart } from './setup/members.js';
import { organisationPart } from './setup/organisation.js';
import { serviceSetupPart } from './setup/service.js';
import { Timeline } from './timeline.js';
import type { Part, Scene, WorldOptions, WorldRecord } from './types.js';
import { projectsPart } from './work/projects.js';
import { salesPart } from './work/sales.js';
import { templatesPart } from './work/templates.js';
import { ticketsPart } from './work/tickets.js';

/**
 * All records of a made-up managed service provider, parents before children, one at a time: the large
 * world is never in memory. The same options make the same records.
 */
export function createWorld({ seed, size }: WorldOptions): Iterable<WorldRecord> {
  const ids = new Map<string, number>();
  const scene: Scene = {
    random: new Random(seed, 'world'),
    time: new Timeline(),
    scale: SCALES[size],
    next: (resource) => {
      const id = (ids.get(resource) ?? 0) + 1;
      ids.set(resource, id);
      return id;
    },
  };
  return worldPart(scene);
}

function* worldPart(scene: Scene): Part<undefined> {
  const organisation = yield* organisationPart();
  const members = yield* membersPart(scene, organisation);
  const service = yield* serviceSetupPart();
  const boards = yield* boardsPart(organisation, members);
  const setup = yield* customerSetupPart();
  const business = yield* businessSetupPart();
  const fields = yield* customFieldsPart();
  const catalog = yield* catalogPart(organisation);
  const context = { organisation, members, service, setup, business, fields, catalog };
  const companies = yield* customersPart(scene, context);
  const board = boards.find((each) => each.project);
  const [desk, customer] = [boards[0], companies[1] ?? companies[0]];
  if (desk && customer) yield* templatesPart(desk, customer, service);
  const planned = board ? yield* projectsPart(scene, { ...context, board }, companies) : [];
  yield* ticketsPart(scene, { ...context, boards, companies }, planned);
  yield* salesPart(scene, context, companies);
  return undefined;
}
