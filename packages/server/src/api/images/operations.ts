import { matchPath, pathTree, type PathNode, type Resource } from 'psakit/catalog';
import type { JsonRecord } from '../../store/index.js';
import { addressOf, entityName } from '../address.js';
import {
  documentBlob,
  imageType,
  multipartBoundary,
  parseMultipart,
  pictureMember,
  pictureOf,
} from '../documents/index.js';
import { invalidArgument, recordNotFound } from '../errors.js';
import type { ApiAnswer } from '../http.js';
import type { SpecialCall, SpecialOperation } from '../special.js';
import { REQUEST_HEADERS } from '../wire.js';
import { squarePng, type Colour } from './png.js';

/** The edge of an image that is made up, in pixels. */
const EDGE = 32;

const GREY: Colour = [128, 128, 128];

/** The query parameter that asks for some image where a record has none. */
const USE_DEFAULT = 'usedefaultflag';

/** `/x/{id}/image` of every record that has one in the catalog: read, and set where it can be. */
export function imageOperations(): readonly SpecialOperation[] {
  return imageNodes(pathTree()).flatMap(({ path, operations }) => {
    const place = matchPath(path.replace('/{id}/image', '/0'))?.place;
    if (place?.kind !== 'item') return [];
    const { resource } = place;
    const found: SpecialOperation[] = [];
    if (operations.GET) found.push({ method: 'GET', path, answer: (call) => show(call, resource) });
    if (operations.POST) found.push({ method: 'POST', path, answer: (call) => set(call, resource) });
    return found;
  });
}

function imageNodes(node: PathNode): readonly PathNode[] {
  if (node.path.endsWith('/{id}/image')) return [node];
  const below = [...node.children.values(), ...(node.parameter ? [node.parameter.node] : [])];
  return below.flatMap(imageNodes);
}

/**
 * The picture of a record: the document its reference names, or what was set. A record that can have a
 * picture and has none is not found, unless the request asks for a default; one whose image is no
 * document of its own, such as a priority, always has one (*assumed*).
 */
async function show(call: SpecialCall, resource: Resource): Promise<ApiAnswer> {
  const { store } = call.services.reading;
  const { id, record } = await recordOf(call, resource);
  const picture = pictureOf({ resource, record });
  const name = picture === undefined ? imageBlob(resource, id) : documentBlob(picture);
  const bytes = await store.blob(name);
  if (bytes) return imageAnswer(bytes);
  const isOptional = pictureMember(resource) !== undefined;
  if (isOptional && call.parameters.get(USE_DEFAULT)?.toLowerCase() !== 'true') {
    throw recordNotFound(`Image of ${entityName(resource)}`, id);
  }
  return imageAnswer(new Uint8Array(squarePng(EDGE, colourOf(record))));
}

/** Takes an image as the body, or as the file of a form; without a body nothing changes (*assumed*). */
async function set(call: SpecialCall, resource: Resource): Promise<ApiAnswer> {
  const { id } = await recordOf(call, resource);
  const boundary = multipartBoundary(call.request.header(REQUEST_HEADERS.contentType));
  const body = await call.request.bytes(call.services.maxFileBytes);
  const bytes =
    boundary === undefined
      ? body
      : parseMultipart(body, boundary).find(({ fileName }) => fileName !== undefined)?.bytes;
  if (bytes && bytes.byteLength > 0) {
    if (imageType(bytes) === undefined) throw invalidArgument('file', '(bytes)', 'an image');
    await call.services.reading.store.apply({
      writes: [{ kind: 'blob', name: imageBlob(resource, id), bytes }],
    });
  }
  return { status: 204, headers: {}, body: '' };
}

async function recordOf(
  call: SpecialCall,
  resource: Resource,
): Promise<{ readonly id: string | number; readonly record: JsonRecord }> {
  const { id = '' } = addressOf(call.match, resource);
  const found = await call.services.reading.store.get(resource, [], id);
  if (!found) throw recordNotFound(entityName(resource), id);
  return { id, record: JSON.parse(found.json) as JsonRecord };
}

function imageAnswer(bytes: Uint8Array<ArrayBuffer>): ApiAnswer {
  return {
    status: 200,
    headers: { 'Content-Type': imageType(bytes) ?? 'application/octet-stream' },
    body: bytes,
  };
}

function imageBlob(resource: Resource, id: string | number): string {
  return `images/${resource.name}/${id}`;
}

/** The colour a record names as `#RRGGBB`, or grey. */
function colourOf(record: JsonRecord): Colour {
  const text = record['color'];
  const [, red, green, blue] =
    /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(typeof text === 'string' ? text : '') ?? [];
  if (red === undefined || green === undefined || blue === undefined) return GREY;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}
