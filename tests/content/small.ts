/** Makes a content folder that differs from the shipped one in size, order and scale, in a temporary folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Content } from '../../src/content/content.ts';
import { ContentError } from '../../src/content/files/faults.ts';
import { loadContent } from '../../src/content/load.ts';

/** Three principles of five, four and three questions; their numbers have gaps. */
export const sizes: Readonly<Record<string, number>> = { 2: 5, 5: 4, 12: 3 };
export const order = '12.1 2.3 5.4 2.1 12.3 2.2 5.1 5.2 2.5 12.2 2.4 5.3'.split(' ');
export const keys = ['2.2', '5.4', '12.3', '2.1'];
/** Six of the twelve questions count towards a competency, the others towards none. */
const competencyOf: Readonly<Record<string, string>> = {
  '2.1': 'CARE-2',
  '2.2': 'CARE-1',
  '5.1': 'CARE-3',
  '5.4': 'SPEED-1',
  '12.1': 'SPEED-3',
  '12.3': 'SPEED-2',
};

const tiers = ['ground', 'floor', 'roof'];
const bands = ['Weak', 'Fair', 'Fine'];

const yaml = (value: unknown) => JSON.stringify(value);

function framework(): string {
  return `edition: 7
accepts: [6]
scale:
  perspectives:
    me: { title: "I", statement: "I do this" }
    us: { title: "We", statement: "we do this in {level}" }
  question: "How often do we?"
  ratings: ["Never", "Now and then", "Often", "All the time"]
  not-applicable: "No idea"
levels-of-business:
  - { id: crew, name: "my crew" }
  - { id: ship, name: "the ship" }
points: { competency: 12, principle: 50, lens: 40 }
bands:
  - { id: weak, title: "Weak", below: 40 }
  - { id: fair, title: "Fair", below: 70 }
  - { id: fine, title: "Fine" }
thresholds:
  fewest-answers: 1
  coaching-below: 2
  strength-from: 6
  views-part-from: 3
  ahead-by: 2
  both-high-from: 50
  work-on-below: 15
  weak-rung-below: 20
  priorities: 2
competencies: [SPEED, CARE]
lenses:
  tier: ${yaml(tiers)}
  level: [calm, warm]
  demand: ["1", "2", "3"]
order:
  - ${yaml(order.slice(0, 5))}
  - ${yaml(order.slice(5))}
`;
}

function principle(id: string): string {
  return `---\nid: ${id}\ntitle: Principle ${id}\nbelief: We believe in number ${id}.\n---\n`;
}

function question(id: string): string {
  const place = order.indexOf(id);
  const lines = [
    `id: "${id}"`,
    `statement: "Statement of ${id}."`,
    keys.includes(id) ? 'key: true' : '',
    competencyOf[id] ? `competency: ${competencyOf[id]}` : '',
    `tier: ${tiers[place % 3]}`,
    place % 2 ? 'level: warm' : '',
    place % 4 === 0 ? `demand: "${(place % 3) + 1}"` : '',
  ].filter(Boolean);
  return `---\n${lines.join('\n')}\n---\n${id === '2.2' ? guidance : ''}`;
}

const ratingsAndMeasure = `## What the ratings look like

- **Never**: water to the knees.
- **Now and then**: wet feet.
- **Often**: dry, but for storms.
- **All the time**: dust in the bilge.

## What to measure

Count the buckets.

## Avoid`;

/** Only one question of the small folder has guidance. */
export const guidance = `
## Why this matters

Because of the *sea*.

## A side topic

More about it.

## Avoid

- Sinking.

## Do

1. Float.

## Coaching

Bail first.

## Ask yourself

- Where is my bucket?

## Ask together

- Where are our buckets?
`;

/** The guidance with the parts that a page may leave out. */
export const fullGuidance = `
## In short

Keep it *dry*.
${guidance
  .replace('## Avoid', () => ratingsAndMeasure)
  .replace(
    'Bail first.',
    '**Both low.** Bail first.\n\nThen row.\n\n**I am ahead.** Hand out buckets.\n\n**We are ahead.** Ask for one.',
  )}
## Go deeper

- Ann Author, *The Sea* (1999): it is wet.

## Related

- 5.1, the anchor
- 12.3, who rows
`;

const headed = (parts: Readonly<Record<string, string>>) =>
  Object.entries(parts)
    .map(([heading, text]) => `\n## ${heading}\n\n${text}\n`)
    .join('');

function competency(id: string): string {
  return `---\nid: ${id}\ntitle: Competency ${id}\nshort: ${id}\n---\n${headed({
    Description: `What ${id} is.`,
    Essay: `An essay on ${id}.`,
    Steps: '1. Take a step.\n2. Take another.',
    'Both low': 'Both are low.',
    'Both high': 'Both are high.',
    'I am ahead': 'I am ahead.',
    'We are ahead': 'We are ahead.',
  })}`;
}

function lensEntry(lens: string, id: string): string {
  const words = Object.fromEntries(bands.map((band) => [band, `When ${id} is ${band}.`]));
  return `---\nid: "${id}"\ntitle: ${lens} ${id}\nquestion: What of ${id}?\n---\n\nAbout ${id}.\n${headed(words)}`;
}

const sample = `name: Ann Other
group: the galley
level: ship
date: "2026-03-04"
story: Ann cooks.
answers:
${keys.map((id, i) => `  "${id}": [${i % 4}, na]`).join('\n')}
  "12.1": [3, 1]
  "5.1": [0, 0]
`;

function files(): Map<string, string> {
  const all = new Map([
    ['framework.yaml', framework()],
    ['sample.yaml', sample],
  ]);
  for (const [id, count] of Object.entries(sizes)) {
    all.set(`principles/${id}/principle.md`, principle(id));
    for (let item = 1; item <= count; item++)
      all.set(`principles/${id}/${id}.${item}.md`, question(`${id}.${item}`));
  }
  for (const id of ['SPEED', 'CARE']) all.set(`competencies/${id}.md`, competency(id));
  const lenses = { tier: tiers, level: ['calm', 'warm'], demand: ['1', '2', '3'] };
  for (const [lens, ids] of Object.entries(lenses))
    for (const id of ids) all.set(`lenses/${lens}/${id}.md`, lensEntry(lens, id));
  return all;
}

/** By file: its new text, a function that changes the text, or undefined to leave the file out. */
type Changes = Readonly<Record<string, string | undefined | ((text: string) => string)>>;

/** Writes the folder, returns its path, and removes it after the test. */
export function smallFolder(changes: Changes = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-content-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all = files();
  for (const [file, change] of Object.entries(changes)) {
    const text = typeof change === 'function' ? change(all.get(file) ?? '') : change;
    if (text === undefined) all.delete(file);
    else all.set(file, text);
  }
  for (const [file, text] of all) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

export function smallContent(changes: Changes = {}): Content {
  return loadContent(smallFolder(changes));
}

/** The faults of the folder with these changes, each "file: field: message". */
export function faultsWith(changes: Changes): string[] {
  const folder = smallFolder(changes);
  try {
    loadContent(folder);
  } catch (error) {
    if (error instanceof ContentError) return error.message.split('\n  ').slice(1);
    throw error;
  }
  return [];
}

/** Replaces a text. @throws Error when it is not there */
export function swap(from: string | RegExp, to: string): (text: string) => string {
  return (text) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`nothing to replace: ${from}`);
    return changed;
  };
}
