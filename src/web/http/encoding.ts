export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * Returns the first of `offered` that an Accept-Encoding header allows, else identity. A weight of zero forbids an encoding
 * (RFC 9110, section 12.5.3). Other weights are ignored, because browsers do not send them.
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
