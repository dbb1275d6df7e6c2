/** Steps that a goal of the plan can begin with, from the question's page and from the chapter of its competency. */
import { z } from 'zod';
import { type Question, questionOf } from '../../assessment/instrument.ts';
import type { Content } from '../../content/content.ts';
import { inlineSpans } from '../../content/files/prose.ts';
import { goalField, goalPlaces, type PlanFields } from './plan-fields.ts';

/** How many steps a goal offers. */
const offered = 3;

const plain = (markdown: string) =>
  inlineSpans(markdown)
    .map(({ text }) => text)
    .join('');

/** Returns up to three steps: two of what the question's page says to do, and one of its chapter; or more of either. */
export function stepsFor({ guidance, competencies }: Content, { id, competency }: Question): string[] {
  const own = guidance.get(id)?.do ?? [];
  const chapter = (competency && competencies.get(competency.id)?.steps) ?? [];
  // Questions of one competency begin at different steps of its chapter.
  const first = competency && chapter.length > 0 ? (competency.place - 1) % chapter.length : 0;
  const turned = [...chapter.slice(first), ...chapter.slice(0, first)];
  const fromChapter = turned.slice(0, Math.max(1, offered - own.length));
  return [...own.slice(0, offered - fromChapter.length), ...fromChapter].map(plain);
}

/** Returns the text of a goal about this question. Without a step it is the statement. */
export function firstStep(content: Content, question: Question): string {
  return stepsFor(content, question)[0] ?? question.statements.us;
}

/** Returns the name of the radio buttons with the steps of a goal. Their values are a question's id and a step's place. */
export function stepField(place: number): string {
  return `goal-${place}-step`;
}

export function stepValue(question: Question, index: number): string {
  return `${question.id}:${index}`;
}

const posted = z.record(z.string(), z.unknown()).catch({});

/** Returns the fields that the chosen steps change: each stands in front of the text of its goal. Ignores unknown steps. */
export function chosenSteps(content: Content, typed: PlanFields, body: unknown): PlanFields {
  const fields = posted.parse(body);
  const changes = goalPlaces.flatMap((place) => {
    const [id = '', index = ''] = String(fields[stepField(place)] ?? '').split(':');
    const question = questionOf(content.instrument, id);
    const step = question && stepsFor(content, question)[Number(index)];
    if (!step) return [];
    const [text, source] = [goalField(place, 'text'), goalField(place, 'question')];
    const own = typed[text] ?? '';
    return [
      [text, own.includes(step) ? own : [step, own].filter(Boolean).join('\n')],
      [source, typed[source] || id],
    ];
  });
  return Object.fromEntries(changes);
}
