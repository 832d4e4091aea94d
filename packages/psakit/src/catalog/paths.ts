import { slotsOf } from './decode.js';
import { lazy, operationsOf, pathNames, placeAt } from './tables.js';
import type { HttpMethod, Operation, PathMatch, PathNode } from './types.js';

type Operations = PathMatch['operations'];

/** One path template and what is known of it; that is read when it is first asked for. */
class Target {
  readonly path: string;
  readonly operations: () => Operations = lazy(() => byMethod(operationsOf(this.path)));
  #place: { readonly found: PathMatch['place'] } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get place(): PathMatch['place'] {
    this.#place ??= { found: placeAt(this.path) };
    return this.#place.found;
  }
}

/** A template, and where in it the segments below a node begin. */
interface Template {
  readonly path: string;
  readonly from: number;
}

/** What follows a node. */
interface Below {
  readonly children: ReadonlyMap<string, Node>;
  /** `children` by lower case. */
  readonly folded: ReadonlyMap<string, Node>;
  readonly targets: readonly Target[];
  readonly parameter: { readonly name: string; readonly node: Node } | undefined;
}

/**
 * A step of the tree. What is below is found when somebody goes there: of all its ways a program takes a few.
 * Two templates may end in one node: a number or a text then tells them apart.
 */
class Node implements PathNode {
  readonly path: string;
  readonly #below: () => Below;
  readonly #operations = lazy(() =>
    Object.fromEntries(this.targets.toReversed().flatMap(({ operations }) => Object.entries(operations()))),
  );

  /** `templates` are all that end here or below. */
  constructor(path: string, templates: readonly Template[]) {
    this.path = path;
    this.#below = lazy(() => separate(path, templates));
  }

  get children(): Below['children'] {
    return this.#below().children;
  }

  get folded(): Below['folded'] {
    return this.#below().folded;
  }

  get targets(): Below['targets'] {
    return this.#below().targets;
  }

  get parameter(): Below['parameter'] {
    return this.#below().parameter;
  }

  get place(): PathMatch['place'] {
    return this.targets.map(({ place }) => place).find((place) => place !== undefined);
  }

  get operations(): Operations {
    return this.#operations();
  }
}

/** Tells the templates below a node apart by their next segment; all parameters are one. */
function separate(at: string, templates: readonly Template[]): Below {
  const targets: Target[] = [];
  const bySegment = new Map<string, Template[]>();
  const ofParameter: Template[] = [];
  let parameter: string | undefined;
  for (const { path, from } of templates) {
    if (from === path.length) {
      targets.push(new Target(path));
      continue;
    }
    const end = path.indexOf('/', from + 1);
    const next = { path, from: end < 0 ? path.length : end };
    const segment = path.slice(from + 1, next.from);
    if (segment.startsWith('{')) {
      parameter ??= segment;
      ofParameter.push(next);
    } else {
      const same = bySegment.get(segment);
      if (same === undefined) bySegment.set(segment, [next]);
      else same.push(next);
    }
  }
  const children = new Map(
    [...bySegment].map(([segment, below]) => [segment, new Node(`${at}/${segment}`, below)]),
  );
  return {
    children,
    folded: new Map([...children].map(([segment, node]) => [segment.toLowerCase(), node])),
    targets,
    parameter: parameter === undefined ? undefined : nodeOfParameter(at, parameter, ofParameter),
  };
}

function nodeOfParameter(at: string, segment: string, templates: readonly Template[]): Below['parameter'] {
  return { name: segment.slice(1, -1), node: new Node(`${at}/${segment}`, templates) };
}

const tree = lazy(
  () =>
    new Node(
      '',
      [...pathNames()].map((path) => ({ path, from: 0 })),
    ),
);

function byMethod(list: readonly Operation[]): Operations {
  return Object.fromEntries(list.map((operation) => [operation.method, operation]));
}

/** The root of the tree of all paths; what follows it is the modules. */
export function pathTree(): PathNode {
  return tree();
}

/**
 * The path of the catalog that a request path means, e.g. `/service/tickets/5/notes`: the part below
 * `/apis/3.0`, without query. Case, doubled slashes and one at the end do not count.
 */
export function matchPath(path: string): PathMatch | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const values: string[] = [];
  const node = walk(tree(), segments, 0, values);
  const target = node && chooseTarget(node.targets, values);
  if (target === undefined) return undefined;
  return {
    path: target.path,
    parameters: Object.fromEntries(slotsOf(target.path).map((name, index) => [name, values[index] ?? ''])),
    operations: target.operations(),
    place: target.place,
  };
}

/** A literal goes before a parameter: `/service/tickets/search` is no ticket. Fills in `values`. */
function walk(node: Node, segments: readonly string[], index: number, values: string[]): Node | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.targets.length === 0 ? undefined : node;
  const child = node.folded.get(segment.toLowerCase());
  const found = child && walk(child, segments, index + 1, values);
  if (found !== undefined || node.parameter === undefined) return found;
  const depth = values.length;
  values.push(decode(segment));
  const below = walk(node.parameter.node, segments, index + 1, values);
  if (below === undefined) values.length = depth;
  return below;
}

/** `/system/members/5` is `{id}`, `/system/members/jdoe` is `{memberIdentifier}`. */
function chooseTarget(targets: readonly Target[], values: readonly string[]): Target | undefined {
  if (targets.length === 1) return targets[0];
  const fits = (target: Target): boolean => {
    const [operation] = Object.values<Operation>(target.operations() as Record<HttpMethod, Operation>);
    const slots = operation?.parameters.filter((parameter) => parameter.in === 'path') ?? [];
    return slots.every(({ type }, index) => type !== 'integer' || /^-?\d+$/.test(values[index] ?? ''));
  };
  return targets.find(fits) ?? targets[0];
}

/** A segment that is not percent-encoded as it should be stands for itself. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
