import { describe, expect, it } from 'vitest';
import { lensNames } from '../../src/assessment/instrument.ts';
import { loadContent } from '../../src/content/load.ts';
import { blueprint, competencies, demands, levels, recommendedOrder, tiers } from './blueprint.ts';

const { acceptedEditions, instrument, levelsOfBusiness, scale } = loadContent('data');
const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);
const at = (place: number) => instrument.questions[place - 1]?.id;

describe('the shipped instrument', () => {
  it('has ten principles, numbered 1 to 10', () => {
    expect(ids(instrument.principles)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });

  it('has ten items in every principle, 1 to 10', () => {
    for (const { id, questions } of instrument.principles)
      expect(questions.map(({ item }) => item, `principle ${id}`)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('has 100 questions, each once', () => {
    expect(new Set(ids(instrument.questions)).size).toBe(100);
    expect(instrument.questions).toHaveLength(100);
  });

  it('has 25 key questions', () => {
    expect(instrument.questions.filter(({ key }) => key)).toHaveLength(25);
  });

  it('has at least one key question in every principle', () => {
    for (const { id, questions } of instrument.principles)
      expect(
        questions.some(({ key }) => key),
        `principle ${id}`,
      ).toBe(true);
  });

  it('has six competencies of eight questions, at places 1 to 8', () => {
    expect(ids(instrument.competencies)).toEqual(competencies);
    for (const { id, questions } of instrument.competencies)
      expect(
        questions.map(({ competency }) => competency?.place),
        id,
      ).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('has exactly four key questions in every competency', () => {
    for (const { id, questions } of instrument.competencies)
      expect(
        questions.filter(({ key }) => key),
        id,
      ).toHaveLength(4);
  });

  it('has 12 reverse questions, at least one in every principle, 3 of them key', () => {
    const reverse = instrument.questions.filter((question) => question.reverse);
    expect(reverse).toHaveLength(12);
    expect(reverse.filter(({ key }) => key)).toHaveLength(3);
    expect(new Set(reverse.map(({ principle }) => principle)).size).toBe(10);
  });

  it('has two sentences in every question, of at most 18 words, without a word of how often', () => {
    for (const { id, statements } of instrument.questions)
      for (const sentence of [statements.me, statements.us]) {
        expect(sentence.split(/\s+/).length, `${id}: ${sentence}`).toBeLessThanOrEqual(18);
        expect(sentence, id).not.toMatch(/\b(?:always|every|never|everyone)\b/i);
        expect(sentence, id).toMatch(/^[\p{Lu}“].*\.$/u);
      }
    const both = instrument.questions.filter(({ statements }) => statements.me !== statements.us);
    expect(both).toHaveLength(100);
  });

  it('has no negation in a reverse question', () => {
    for (const { id, statements, reverse } of instrument.questions)
      if (reverse)
        expect(`${statements.me} ${statements.us}`, id).not.toMatch(
          /\b(?:not|no|nobody|nothing|without|\w+n’t)\b/i,
        );
  });

  it('has at least 10 questions on every tier and level, and 5 on every demand', () => {
    const fewest = { tier: 10, level: 10, demand: 5 };
    for (const lens of lensNames)
      for (const { id, questions } of instrument.lenses[lens])
        expect(questions.length, `${lens} ${id}`).toBeGreaterThanOrEqual(fewest[lens]);
  });

  it('is edition 2, which accepts the answers of no other', () => {
    expect(instrument.edition).toBe(2);
    expect(acceptedEditions).toEqual([]);
  });

  it('puts every question on exactly one tier', () => {
    const placed = instrument.lenses.tier.flatMap(({ questions }) => ids(questions));
    expect(placed.toSorted()).toEqual(ids(instrument.questions).toSorted());
  });

  it.each(['level', 'demand'] as const)('puts no question on two entries of the %s lens', (lens) => {
    const placed = instrument.lenses[lens].flatMap(({ questions }) => ids(questions));
    expect(new Set(placed).size).toBe(placed.length);
  });

  it('has the lenses in their order, the ladder from the bottom up', () => {
    expect(ids(instrument.lenses.tier)).toEqual(tiers);
    expect(ids(instrument.lenses.level)).toEqual(levels);
    expect(ids(instrument.lenses.demand)).toEqual(demands);
  });

  it('asks 1.1 to 1.4, then 2.1 to 10.10, then 1.5 to 1.10', () => {
    expect(ids(instrument.questions)).toEqual(recommendedOrder);
  });

  it.each([
    [1, '1.1'],
    [4, '1.4'],
    [5, '2.1'],
    [20, '3.6'],
    [21, '3.7'],
    [24, '3.10'],
    [94, '10.10'],
    [95, '1.5'],
    [100, '1.10'],
  ])('has as question %i of 100 item %s', (place, id) => {
    expect(at(place)).toBe(id);
  });

  it('keeps the key, reverse mark, code and tags of every question of the blueprint', () => {
    const shipped = instrument.principles
      .flatMap(({ questions }) => questions)
      .map(({ id, key, reverse, competency, tier, level, demand }) => ({
        id,
        key,
        reverse,
        code: competency && `${competency.id}-${competency.place}`,
        tier,
        level,
        demand,
      }));
    expect(shipped).toEqual(blueprint);
  });

  it('files every question under the principle its id names', () => {
    for (const { id, principle, item } of instrument.questions) expect(`${principle}.${item}`).toBe(id);
  });

  it('scores competencies out of 24, principles and lenses out of 100', () => {
    expect(instrument.points).toEqual({ competency: 24, principle: 100, lens: 100 });
  });

  it('has the bands under 34, under 60, under 80, and above', () => {
    expect(instrument.bands.map(({ below }) => below)).toEqual([34, 60, 80, undefined]);
  });

  it('coaches below 3, calls 5 a strength, works on principles below 30, gives three priorities', () => {
    expect(instrument.thresholds).toMatchObject({
      fewestAnswers: { competency: 2, principle: 2, lens: 4 },
      coachingBelow: 3,
      strengthFrom: 5,
      workOnBelow: 30,
      priorities: 3,
    });
  });

  it('has four ratings and suggests the work group first', () => {
    expect(scale.ratings).toEqual(['Hardly ever', 'Sometimes', 'Mostly', 'Nearly always']);
    expect(scale.question).toBe('How often is this true?');
    expect(ids(levelsOfBusiness)).toEqual(['group', 'division', 'organisation']);
  });
});
