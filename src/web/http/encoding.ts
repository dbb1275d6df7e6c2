export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * The first of `offered` that an Accept-Encoding header allows, else identity. A weight of zero forbids
 * (RFC 9110 section 12.5.3); other weights are ignored, because every browser that takes one takes it gladly.
 */
export function preferredEncoding(header: string | undefined, offered: readonly Encoding[]): Encoding {
  if (!header) return 'identity';
  const accepted = header
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => !/;\s*q=0(?:\.0*)?$/.test(entry))
    .map((entry) => entry.split(';')[0]?.trim());
  return offered.find((encoding) => accepted.includes(encoding)) ?? 'identity';
}
