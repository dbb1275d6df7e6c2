import { describe, expect, it } from 'vitest';
import { lensNames } from '../../src/assessment/instrument.ts';
import { emptyMoments } from '../../src/assessment/moments.ts';
import { emptyPlan, goalsKept } from '../../src/assessment/plan.ts';
import { loadContent } from '../../src/content/load.ts';
import { testContent } from '../site.ts';
import { fullGuidance, guidance, keys, order, sizes, smallContent, smallFolder, swap } from './small.ts';

describe('the shipped content', () => {
  it('loads without a fault', () => {
    expect(() => loadContent('data')).not.toThrow();
  });

  it('has a sample that answers every key question, so that its report is complete', () => {
    const { instrument, sample } = testContent;
    const open = instrument.questions.filter(({ id, key }) => key && !sample?.answers.has(id));
    expect(open).toEqual([]);
  });

  it('has guidance for every key question', () => {
    const { instrument, guidance } = testContent;
    const bare = instrument.questions.filter(({ id, key }) => key && !guidance.has(id));
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('has three questions under each of the two headings of guidance', () => {
    for (const [id, { askYourself, askTogether }] of testContent.guidance) {
      expect({ id, yourself: askYourself.length }).toEqual({ id, yourself: 3 });
      expect({ id, together: askTogether.length }).toEqual({ id, together: 3 });
    }
  });
});

describe('a content folder of another size', () => {
  const content = () => smallContent();

  it('has its own questions in its own order', () => {
    expect(content().instrument.questions.map(({ id }) => id)).toEqual(order);
  });

  it('has its own key questions', () => {
    const { questions } = content().instrument;
    expect(questions.flatMap(({ id, key }) => (key ? id : [])).toSorted()).toEqual(keys.toSorted());
  });

  it('sorts its principles by number and their questions by item', () => {
    const { principles } = content().instrument;
    expect(principles.map(({ id, questions }) => [id, questions.map(({ item }) => item)])).toEqual(
      Object.entries(sizes).map(([id, count]) => [id, Array.from({ length: count }, (_, i) => i + 1)]),
    );
  });

  it('keeps the competencies in the order of the framework and their questions by place', () => {
    const { competencies } = content().instrument;
    expect(competencies.map(({ id, questions }) => [id, questions.map((question) => question.id)])).toEqual([
      ['SPEED', ['5.4', '12.3', '12.1']],
      ['CARE', ['2.2', '2.1', '5.1']],
    ]);
  });

  it('counts each question in the entries of the lenses it names, and in no other', () => {
    const { questions, lenses } = content().instrument;
    for (const lens of lensNames)
      for (const entry of lenses[lens])
        expect(entry.questions).toEqual(questions.filter((question) => question[lens] === entry.id));
  });

  it('has its own points, bands, thresholds, scale, levels and editions', () => {
    const { instrument, scale, levelsOfBusiness, acceptedEditions } = content();
    expect(instrument.points).toEqual({ competency: 12, principle: 50, lens: 40 });
    expect(instrument.bands.map(({ id, below }) => [id, below])).toEqual([
      ['weak', 40],
      ['fair', 70],
      ['fine', undefined],
    ]);
    expect(instrument.thresholds).toEqual({
      fewestAnswers: { competency: 1, principle: 1, lens: 1 },
      coachingBelow: 2,
      strengthFrom: 6,
      viewsPartFrom: 3,
      aheadBy: 2,
      bothHighFrom: 50,
      workOnBelow: 15,
      weakRungBelow: 20,
      priorities: 2,
    });
    expect(scale.question).toBe('How often do we?');
    expect(scale.ratings).toEqual(['Never', 'Now and then', 'Often', 'All the time']);
    expect(levelsOfBusiness.map(({ id }) => id)).toEqual(['crew', 'ship']);
    expect([instrument.edition, acceptedEditions]).toEqual([7, [6]]);
  });

  it('has the guidance of a question in parts, with side topics in order', () => {
    expect(content().guidance.get('2.2')).toEqual({
      inShort: '',
      ratings: [],
      measure: '',
      goDeeper: [],
      related: [],
      why: 'Because of the *sea*.',
      topics: [{ heading: 'A side topic', text: 'More about it.' }],
      avoid: ['Sinking.'],
      do: ['Float.'],
      coaching: { bothLow: 'Bail first.', iAmAhead: 'Bail first.', weAreAhead: 'Bail first.' },
      askYourself: ['Where is my bucket?'],
      askTogether: ['Where are our buckets?'],
      sources: [],
    });
  });

  it('has the parts that a page may leave out, and the coaching by start', () => {
    const full = smallContent({ 'principles/2/2.2.md': (text) => text.replace(guidance, fullGuidance) });
    expect(full.guidance.get('2.2')).toEqual({
      ...content().guidance.get('2.2'),
      inShort: 'Keep it *dry*.',
      ratings: [
        { label: 'Never', text: 'water to the knees.' },
        { label: 'Now and then', text: 'wet feet.' },
        { label: 'Often', text: 'dry, but for storms.' },
        { label: 'All the time', text: 'dust in the bilge.' },
      ],
      measure: 'Count the buckets.',
      coaching: {
        bothLow: 'Bail first.\n\nThen row.',
        iAmAhead: 'Hand out buckets.',
        weAreAhead: 'Ask for one.',
      },
      goDeeper: ['Ann Author, *The Sea* (1999): it is wet.'],
      related: [
        { id: '5.1', reason: 'the anchor' },
        { id: '12.3', reason: 'who rows' },
      ],
    });
  });

  it('has one sentence for both perspectives where a question has only a statement', () => {
    expect(content().instrument.questions[0]?.statements).toEqual({
      me: 'Statement of 12.1.',
      us: 'Statement of 12.1.',
    });
  });

  it('has a sentence for each perspective, and the reverse mark', () => {
    const { instrument } = smallContent({
      'principles/2/2.1.md': swap(
        'statement: "Statement of 2.1."',
        'us: We sink.\nme: I sink.\nreverse: true',
      ),
    });
    const marked = instrument.questions.filter(({ reverse }) => reverse);
    expect(marked.map(({ id, statements }) => [id, statements])).toEqual([
      ['2.1', { me: 'I sink.', us: 'We sink.' }],
    ]);
  });

  it('has no guidance for a question that has only its statement', () => {
    expect([...content().guidance.keys()]).toEqual(['2.2']);
  });

  it('reads "na" in the sample as not applicable, and leaves the rest unanswered', () => {
    const answers = content().sample?.answers;
    expect(answers?.get('2.2')).toEqual({ me: 0, us: 'not-applicable' });
    expect(answers?.get('12.1')).toEqual({ me: 3, us: 1 });
    expect(answers?.has('5.2')).toBe(false);
  });

  it('gives the sample empty worksheets when its file has none', () => {
    const sample = content().sample;
    expect([sample?.plan, sample?.moments]).toEqual([emptyPlan, emptyMoments]);
  });

  it('reads the contract and the moments of the shipped sample', () => {
    const { plan, moments } = testContent.sample ?? {};
    expect(plan?.goals).toHaveLength(goalsKept);
    for (const text of Object.values(plan ?? {})
      .filter((value) => typeof value === 'string')
      .slice(0, 6))
      expect(text).not.toBe('');
    expect(moments?.moments.length).toBeGreaterThan(2);
  });

  it('has no sample without sample.yaml', () => {
    expect(smallContent({ 'sample.yaml': undefined }).sample).toBeUndefined();
  });

  it('joins the lines of a list item', () => {
    const folder = smallFolder({
      'principles/2/2.2.md': swap('- Sinking.', '- Sinking\n  slowly.\n- Rust.'),
    });
    expect(loadContent(folder).guidance.get('2.2')?.avoid).toEqual(['Sinking slowly.', 'Rust.']);
  });

  it('accepts an introduction to a principle', () => {
    const folder = smallFolder({ 'principles/5/principle.md': (text) => `${text}\nAn introduction.\n` });
    expect(() => loadContent(folder)).not.toThrow();
  });
});
