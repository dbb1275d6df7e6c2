import { describe, expect, it } from 'vitest';
import { noAnswers } from '../../src/assessment/answers.ts';
import {
  changeAssessment,
  currentAssessment,
  newAssessment,
  newVisitor,
  setAnswer,
  type Visitor,
  withAssessment,
  withoutAssessment,
} from '../../src/assessment/visitor.ts';

const ids = ({ assessments }: Visitor) => assessments.map(({ id }) => id);
const three: Visitor = ['a', 'b', 'c'].reduce(
  (visitor, id) => withAssessment(visitor, newAssessment(id, 'group', 100)),
  newVisitor,
);

describe('a new visitor', () => {
  it('has nothing: no name, no assessment, no current one, never saved', () => {
    expect(newVisitor).toEqual({ name: '', assessments: [], current: '', savedOn: 0 });
    expect(currentAssessment(newVisitor)).toBeUndefined();
  });
});

describe('a new assessment', () => {
  it('is unnamed and unanswered, and takes the key questions first', () => {
    expect(newAssessment('a', 'division', 20_000)).toEqual({
      id: 'a',
      level: 'division',
      name: '',
      route: 'key',
      answers: noAnswers,
      changedOn: 20_000,
      snapshots: [],
    });
  });

  it('stands after the others and becomes the current one', () => {
    expect(ids(three)).toEqual(['a', 'b', 'c']);
    expect(currentAssessment(three)?.id).toBe('c');
  });
});

describe('changing an assessment', () => {
  it('changes the one with that id and no other', () => {
    const changed = changeAssessment(three, 'b', (assessment) => ({ ...assessment, name: 'Ward 7' }));
    expect(changed.assessments.map(({ name }) => name)).toEqual(['', 'Ward 7', '']);
  });

  it('changes nothing when there is none with that id', () => {
    expect(changeAssessment(three, 'x', (assessment) => ({ ...assessment, name: 'Ward 7' }))).toEqual(three);
  });
});

describe('removing an assessment', () => {
  it('leaves the others, and the current one current', () => {
    const left = withoutAssessment(three, 'a');
    expect(ids(left)).toEqual(['b', 'c']);
    expect(left.current).toBe('c');
  });

  it('makes the first of those left current when it was the current one', () => {
    expect(withoutAssessment(three, 'c').current).toBe('a');
  });

  it('leaves no current one when it was the last', () => {
    const none = ['a', 'b', 'c'].reduce(withoutAssessment, three);
    expect(none).toMatchObject({ assessments: [], current: '' });
  });

  it('changes nothing when there is none with that id', () => {
    expect(withoutAssessment(three, 'x')).toEqual(three);
  });
});

describe('answering a question', () => {
  const answered = setAnswer(three, 'b', '3.7', { me: 1, us: 2 }, 200);

  it('sets the answer in that assessment only', () => {
    expect(answered.assessments.map(({ answers }) => answers.get('3.7'))).toEqual([
      undefined,
      { me: 1, us: 2 },
      undefined,
    ]);
  });

  it('notes the day on that assessment only', () => {
    expect(answered.assessments.map(({ changedOn }) => changedOn)).toEqual([100, 200, 100]);
  });

  it('can be undone by clearing it', () => {
    const cleared = setAnswer(answered, 'b', '3.7', undefined, 300);
    expect(cleared.assessments[1]?.answers.size).toBe(0);
  });

  it('leaves the visitor it was given as it was', () => {
    expect(three.assessments.every(({ answers }) => answers.size === 0)).toBe(true);
  });
});
