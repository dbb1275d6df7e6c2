/**
 * How large cookies may be, alone and together. nginx as it is installed accepts 4,096 bytes of response headers and 8,192 of
 * one request header; what is larger never reaches the site or the browser (docs/decisions/0016-room-for-cookies.md).
 */
import { longestCopyText } from '../../codec/database/copy-cookie.ts';
import { mostGrowth } from '../../codec/database/membership.ts';
import {
  copyCookie,
  forgetCookie,
  momentsCookie,
  planCookie,
  recentName,
  recentPrefix,
  stateCookie,
  teamsCookie,
} from './cookies.ts';

/** The bytes that nginx accepts as it is installed: all headers of a response, and one header of a request. */
const responseHeaders = 4_096;
const requestHeader = 8_192;
/** Left for the headers of a response that are no cookies. Those of a download of a site with https take the most, 863 bytes. */
export const otherHeaders = 866;
/** Left for cookies of other sites on the host. */
const otherCookies = 1_024;

/** The most bytes of all Set-Cookie lines of one response. */
export const roomInResponse = responseHeaders - otherHeaders;
/** The most bytes of all cookies of this site in one Cookie header. */
export const roomInRequest = requestHeader - otherCookies;

/** What the signature adds to a text: "s:" before it, and a dot and 256 bits of base64 without padding after it. */
const signatureSize = 's:'.length + '.'.length + 43;

/** The size of a cookie with a signed text: its name, "=" and its signed value. */
export function signedSize(name: string, textLength: number): number {
  return name.length + '='.length + signatureSize + textLength;
}

const aroundCookie =
  'Set-Cookie: ; Max-Age=31536000; Path=/; Expires=Sun, 21 Nov 2027 12:00:00 GMT; HttpOnly; Secure; SameSite=Lax\r\n'
    .length;

/** The length of the Set-Cookie line of a cookie of this size. */
export function lineLength(size: number, path: string): number {
  return size + path.length + aroundCookie;
}

/** One cookie of recent answers. Those of a page with 25 key questions take 270; what is longer is not kept. */
export const recentLimit = 320;
/** All cookies of recent answers together: seven single answers of 120 within their minute, or three such pages. */
export const roomForRecents = 900;
/** The Set-Cookie lines of recent answers beside an answer: a new cookie, and the removal of one with the longest name. */
export const recentLines =
  lineLength(recentLimit, '') + lineLength(`${recentName('abcdef', '100.100', '100.100')}=`.length, '');
/** What worksheets leave to the answers in the request: two assessments with three snapshots each, all answered. */
export const stateReserve = 2_000;
/** The cookie of a saved copy at its largest, with the names of unsent parts. */
export const copyLimit = signedSize(copyCookie, longestCopyText);
/** By how much the cookie of teams grows when answers are sent. */
export const teamsGrowth = mostGrowth;

/** The largest cookie: the only one in its response. */
export const cookieLimit = roomInResponse - aroundCookie;
/** The largest cookie of answers, which are sent together with recent answers. */
export const stateLimit = cookieLimit - recentLines;

/** The part of `CookieJar` that is used here. cookie-jar.ts imports this file, so this file does not import it. */
interface Held {
  readonly path: string;
  readonly names: () => string[];
  readonly size: (name: string) => number;
  readonly verified: (name: string) => string | undefined;
  readonly changes: (name: string) => boolean;
  readonly linesWithout: (...except: readonly string[]) => number;
}

/** The sizes of the cookies that may be set in any response once the browser has them. */
function companions(jar: Held, name: string): number {
  const sizes = [
    name !== copyCookie && jar.size(copyCookie) > 0 ? copyLimit : 0,
    name !== teamsCookie && jar.size(teamsCookie) > 0 ? jar.size(teamsCookie) + teamsGrowth : 0,
    // A response can only remove this cookie, which takes a line without a value.
    jar.size(forgetCookie) > 0 ? `${forgetCookie}=`.length : 0,
  ];
  return sizes.filter((size) => size > 0).reduce((sum, size) => sum + lineLength(size, jar.path), 0);
}

/** The largest size of the cookie in this response, beside what the response sets already. */
function mostInResponse(jar: Held, name: string, beside: number): number {
  const recents = name === stateCookie ? recentLines : 0;
  return roomInResponse - lineLength(0, jar.path) - recents - companions(jar, name) - beside;
}

/** The size of the cookies that later requests send, without those of `except`. The site's own growth is included. */
function requestWithout(jar: Held, except: readonly string[]): number {
  const others = jar.names().filter((name) => !name.startsWith(recentPrefix) && !except.includes(name));
  const sizes = others.map((name) => {
    if (name === copyCookie) return copyLimit;
    return jar.size(name) + (name === teamsCookie ? teamsGrowth : 0);
  });
  return sizes.reduce((sum, size) => sum + size + '; '.length, roomForRecents);
}

function mostInRequest(jar: Held, name: string): number {
  const isWorksheet = name === planCookie || name === momentsCookie;
  const reserved = isWorksheet ? Math.max(0, stateReserve - jar.size(stateCookie)) : 0;
  // What the browser holds already may stay as large as it is, or become smaller.
  return Math.max(jar.size(name), roomInRequest - reserved - requestWithout(jar, [name]) - '; '.length);
}

/** Returns how many more characters of text fit the cookie; negative when there are too many. */
export function spaceLeft(jar: Held, name: string, textLength: number): number {
  const beside = jar.linesWithout(name, copyCookie, teamsCookie);
  return mostOf(jar, name, beside) - signedSize(name, textLength);
}

function mostOf(jar: Held, name: string, beside: number): number {
  return Math.min(mostInResponse(jar, name, beside), mostInRequest(jar, name));
}

/** As `spaceLeft`, in a response that sets no other cookie. */
export function spaceLeftAlone(jar: Held, name: string, textLength: number): number {
  return mostOf(jar, name, 0) - signedSize(name, textLength);
}

/** Whether later requests are small enough when these cookies have these sizes. */
export function fitsRequest(jar: Held, sizes: ReadonlyMap<string, number>): boolean {
  const names = [...sizes.keys()];
  const sum = [...sizes.values()].reduce((all, size) => all + size + '; '.length, 0);
  const held = names.reduce((all, name) => all + jar.size(name) + '; '.length, 0);
  return sum <= held || sum + requestWithout(jar, names) <= roomInRequest;
}

/** Whether each cookie can still be saved as it is. For use after adding a cookie that is sent with all others. */
export function allFit(jar: Held): boolean {
  const held = [stateCookie, planCookie, momentsCookie].filter((name) => jar.verified(name) !== undefined);
  return (
    held.every((name) => spaceLeftAlone(jar, name, jar.verified(name)?.length ?? 0) >= 0) &&
    requestWithout(jar, []) <= roomInRequest
  );
}

/** The length of the line of a team's cookie that may still be set after everything else. */
export function laterLines(jar: Held): number {
  const size = jar.size(teamsCookie);
  return size > 0 && !jar.changes(teamsCookie) ? lineLength(size + teamsGrowth, jar.path) : 0;
}
