/** What a response does to one cookie, and how many bytes of it that takes. */
import { lineLength, signedSize } from './cookie-room.ts';

export interface Change {
  readonly name: string;
  /** Empty when the cookie is removed. */
  readonly value: string;
  readonly signed: boolean;
  readonly seconds: number;
  readonly path: string;
  /** Left out when the response has no room for it. */
  readonly optional?: boolean;
}

export const sizeOf = ({ name, value, signed }: Change) =>
  signed ? signedSize(name, value.length) : name.length + '='.length + value.length;

export function linesOf(changes: Iterable<Change>): number {
  let length = 0;
  for (const change of changes) length += lineLength(sizeOf(change), change.path);
  return length;
}

/** Returns the removals of a cookie at the path of the site and at all paths above it. */
export function removalsOf(name: string, basePath: string): Change[] {
  const folders = basePath.split('/');
  return folders.map((_, i) => {
    const path = folders.slice(0, folders.length - i).join('/');
    return { name, value: '', signed: false, seconds: 0, path };
  });
}
