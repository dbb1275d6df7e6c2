/** Colours as `#rrggbb` and their contrast (WCAG 2.2, definitions of contrast ratio and relative luminance). */

type Channels = readonly [red: number, green: number, blue: number];

function channelsOf(colour: string): Channels {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function luminance(colour: string): number {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast ratio, from 1 for equal colours to 21 for black on white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Mixes white into a colour until its contrast with a dark background is at least `least`.
 * @returns white when no mixture has that contrast
 */
export function lightened(colour: string, ground: string, least: number): string {
  const steps = 100;
  for (let step = 0; step < steps; step++) {
    const mixed = withWhite(colour, step / steps);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return '#ffffff';
}

function withWhite(colour: string, share: number): string {
  const mixed = channelsOf(colour).map((channel) => Math.round(channel + (255 - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
