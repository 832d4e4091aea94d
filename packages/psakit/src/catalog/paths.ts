import { slotsOf } from './decode.js';
import { lazy, operationsOf, pathNames, places } from './tables.js';
import type { HttpMethod, Operation, PathMatch, PathNode } from './types.js';

type Operations = PathMatch['operations'];

/** One path template and what is known of it; its operations are read when they are first asked for. */
interface Target {
  readonly path: string;
  readonly operations: () => Operations;
  readonly place: PathMatch['place'];
}

/** A step of the tree. Two templates may end in one: a number or a text then tells them apart. */
class Node implements PathNode {
  readonly path: string;
  readonly children = new Map<string, Node>();
  /** `children` by lower case. */
  readonly folded = new Map<string, Node>();
  readonly targets: Target[] = [];
  parameter: { readonly name: string; readonly node: Node } | undefined;
  readonly #operations = lazy(() =>
    Object.fromEntries(this.targets.toReversed().flatMap(({ operations }) => Object.entries(operations()))),
  );

  constructor(path: string) {
    this.path = path;
  }

  get place(): PathMatch['place'] {
    return this.targets.find(({ place }) => place !== undefined)?.place;
  }

  get operations(): Operations {
    return this.#operations();
  }

  /** The node one segment of a template further down, made where there is none yet. */
  step(segment: string): Node {
    const path = `${this.path}/${segment}`;
    if (segment.startsWith('{')) {
      this.parameter ??= { name: segment.slice(1, -1), node: new Node(path) };
      return this.parameter.node;
    }
    let child = this.children.get(segment);
    if (child === undefined) {
      child = new Node(path);
      this.children.set(segment, child);
      this.folded.set(segment.toLowerCase(), child);
    }
    return child;
  }
}

const tree = lazy(() => {
  const root = new Node('');
  for (const path of pathNames()) {
    const node = path
      .split('/')
      .slice(1)
      .reduce((parent, segment) => parent.step(segment), root);
    node.targets.push({
      path,
      operations: lazy(() => byMethod(operationsOf(path))),
      place: places().get(path),
    });
  }
  return root;
});

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
