/** An address as a QR code that a phone's camera reads from a screen or from paper. */
import { createRequire } from 'node:module';

/** Loaded with the first code: it brings 11 MB along. */
const require = createRequire(import.meta.url);
const create: typeof import('qrcode').create = (...given) => require('qrcode').create(...given);

/**
 * Characters. 1,000 bytes take version 22 at the lowest level of correction (ISO/IEC 18004, table 7): 105 modules a side,
 * 4 pixels each on a screen, and 0.8 mm printed on 90 mm. Finer ones need a good camera and a steady hand.
 */
export const codeLimit = 1_000;
/** Of a module on a screen that has room for them. */
const pixels = 4;
/** Modules of white around the code, without which it is not found (ISO/IEC 18004, section 6.3.8). */
const quietZone = 4;

export interface QrCode {
  /** Of the whole picture with its quiet zone, in modules. */
  readonly side: number;
  /** Of the picture on a screen, in pixels. */
  readonly width: number;
  /** The dark modules as the `d` of an SVG path, a run at a time. */
  readonly path: string;
}

export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: text.length > codeLimit / 2 ? 'L' : 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    let run = 0;
    for (let x = 0; x <= size; x++) {
      if (x < size && modules.get(y, x)) run++;
      else if (run > 0) {
        path += `M${x - run + quietZone} ${y + quietZone}h${run}v1h-${run}z`;
        run = 0;
      }
    }
  }
  const side = size + 2 * quietZone;
  return { side, width: side * pixels, path };
}
