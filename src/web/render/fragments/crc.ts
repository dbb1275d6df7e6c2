/** CRC-32 of joined texts from the CRC-32 of each, as zlib's crc32_combine. README.md has the algebra. */

/** P of RFC 1952, section 8, bits reversed. */
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

/** Returns x^8n modulo P, the factor by which appending n bytes multiplies a CRC. */
export function crcShift(bytes: number): number {
  let result = one;
  let square = x;
  for (let exponent = 8 * bytes; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = multiply(square, result);
    square = multiply(square, square);
  }
  return result;
}

/** Returns the CRC of two texts, one after the other. @param shift `crcShift` of the length of the second */
export function appendCrc(before: number, added: number, shift: number): number {
  return (multiply(shift, before) ^ added) >>> 0;
}
