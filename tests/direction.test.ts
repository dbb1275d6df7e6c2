import { describe, expect, it } from 'vitest';
import { isolated, withIslands, withoutMarks } from '../src/direction.ts';

describe('withoutMarks', () => {
  it('removes embeddings, overrides and isolates, and keeps letters and joiners', () => {
    expect(withoutMarks('\u202aa\u202eb\u202c \u2066\u05d0\u200d\u200f\u2069')).toBe('ab \u05d0\u200d\u200f');
  });
});

describe('isolated', () => {
  it('sets the text apart, without marks of its own', () => {
    expect(isolated('Anna\u202e')).toBe('\u2068Anna\u2069');
    expect(isolated('An\u2069na')).toBe('\u2068Anna\u2069');
  });

  it('is empty for no text, so that another can stand in its place', () => {
    expect(isolated('')).toBe('');
  });
});

describe('withIslands', () => {
  it('makes an element of each text that was set apart', () => {
    expect(withIslands(`${isolated('A')} and ${isolated('B')}`)).toBe('<bdi>A</bdi> and <bdi>B</bdi>');
  });

  it('makes none of marks that do not pair', () => {
    expect(withIslands('\u2069a\u2068b\u202e')).toBe('ab');
    expect(withIslands('\u2068a\u2066b\u2069')).toBe('ab');
  });
});
