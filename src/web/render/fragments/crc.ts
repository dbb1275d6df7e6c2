/**
 * CRC-32 of texts joined together, from the CRC-32 of each, without reading them again: a CRC is a polynomial over GF(2)
 * modulo P, and appending n bytes multiplies what came before by x^8n modulo P. The same as zlib's crc32_combine.
 */

/** P of RFC 1952 section 8, bits reversed. */
const polynomial = 0xedb88320;
/** The polynomial 1 and the polynomial x, bits reversed. */
const one = 0x80000000;
const x = 0x40000000;

/** a * b modulo P. */
function multiply(a: number, b: number): number {
  let product = 0;
  let power = b;
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= power;
    power = power & 1 ? (power >>> 1) ^ polynomial : power >>> 1;
  }
  return product >>> 0;
}

/** x^8n modulo P: what appending n bytes multiplies a CRC by. */
export function crcShift(bytes: number): number {
  let result = one;
  let square = x;
  for (let exponent = 8 * bytes; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = multiply(square, result);
    square = multiply(square, square);
  }
  return result;
}

/** The CRC of a text followed by another, `shift` being `crcShift` of the other's length. */
export function appendCrc(before: number, added: number, shift: number): number {
  return (multiply(shift, before) ^ added) >>> 0;
}
