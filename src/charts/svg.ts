/**
 * What the charts share. Horizontal positions are in per cent, so a chart fills the width it is given and its text keeps its
 * size on a phone and on paper. Colours come from the style sheet, by class.
 */
import { scaleLinear } from 'd3-scale';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** Maps 0 to `max` to positions like "12.5%", with a margin at both ends for the marks. */
export function across(max: number, margin = 3): (value: number) => string {
  const scale = scaleLinear()
    .domain([0, max])
    .range([margin, 100 - margin]);
  return (value) => `${Math.round(100 * scale(value)) / 100}%`;
}

/** A chart with a title and a text alternative. `id` must be unique on the page. */
export function figure(id: string, title: string, description: string, height: number, body: string): string {
  return (
    `<svg class="chart" role="img" width="100%" height="${height}" aria-labelledby="${id}-title ${id}-desc">` +
    `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(description)}</desc>${body}</svg>`
  );
}

/** On the whole site me is a filled circle and us an open square. */
export function meMark(x: string, y: number): string {
  return `<circle class="me" cx="${x}" cy="${y}" r="7"/>`;
}

export function usMark(x: string, y: number): string {
  return `<svg x="${x}" y="${y}" class="over"><rect class="us" x="-7" y="-7" width="14" height="14"/></svg>`;
}
