/**
 * The agreed blueprint of the shipped instrument, written down a second time so that tests can compare data/ with it:
 * ids are permanent, and codes, keys, tags and order must survive every edit of the wording.
 */
export interface BlueprintRow {
  readonly id: string;
  readonly key: boolean;
  readonly reverse: boolean;
  /** "ES-2", or undefined. */
  readonly code: string | undefined;
  readonly tier: string;
  readonly level: string | undefined;
  readonly demand: string | undefined;
}

/** id, key, reverse, competency and place, tier, level, demand */
const table = `
1.1   key -   SL-6  significance people   2
1.2   key -   SL-3  customers    people   -
1.3   -   -   -     significance people   -
1.4   -   -   SL-5  staff        people   -
1.5   -   -   SL-4  significance feeling  1
1.6   -   -   -     strategy     people   -
1.7   -   -   SL-7  success      -        -
1.8   -   -   -     staff        -        -
1.9   -   rev -     significance people   -
1.10  -   -   RRS-3 staff        people   -
2.1   key -   SL-1  strategy     feeling  2
2.2   key -   SL-2  strategy     people   -
2.3   -   -   -     significance -        2
2.4   -   -   -     strategy     -        -
2.5   -   -   -     strategy     -        -
2.6   key -   SS-1  systems      delivery 4
2.7   key -   SS-2  staff        people   -
2.8   -   rev -     strategy     -        -
2.9   -   -   -     success      -        -
2.10  -   -   SL-8  strategy     feeling  1
3.1   key -   FVC-4 customers    feeling  7
3.2   key -   FVC-1 customers    -        7
3.3   key -   FVC-3 customers    people   7
3.4   -   -   FVC-2 systems      ease     4
3.5   -   -   FVC-6 customers    feeling  8
3.6   key -   CSP-7 systems      ease     6
3.7   key -   ES-2  staff        people   5
3.8   -   -   SS-6  systems      delivery 1
3.9   -   rev CSP-5 systems      ease     9
3.10  -   -   -     success      feeling  7
4.1   key -   CSP-1 systems      delivery 3
4.2   -   rev -     systems      -        -
4.3   -   -   CSP-3 systems      ease     3
4.4   key -   CSP-2 systems      people   5
4.5   key -   CSP-8 systems      delivery 10
4.6   -   -   SS-5  systems      -        -
4.7   -   -   CSP-6 staff        -        -
4.8   -   -   -     systems      delivery -
4.9   -   -   ES-8  staff        ease     4
4.10  -   -   -     systems      ease     3
5.1   key -   SS-3  success      delivery -
5.2   -   -   -     strategy     -        -
5.3   key -   FVC-8 customers    feeling  10
5.4   -   -   FVC-5 customers    feeling  7
5.5   -   -   -     success      -        6
5.6   -   rev -     systems      -        5
5.7   -   -   -     systems      ease     3
5.8   -   -   -     staff        -        -
5.9   -   -   -     success      feeling  7
5.10  -   -   -     success      -        -
6.1   key -   SS-8  success      delivery 9
6.2   -   -   -     success      ease     5
6.3   -   rev -     success      -        -
6.4   -   -   -     systems      delivery 6
6.5   -   -   SS-4  staff        people   8
6.6   -   -   -     systems      ease     4
6.7   -   -   -     staff        -        -
6.8   -   -   -     systems      delivery -
6.9   -   -   -     systems      delivery 6
6.10  -   -   -     systems      -        -
7.1   key rev ES-3  staff        ease     3
7.2   key -   ES-5  significance feeling  8
7.3   -   -   ES-4  staff        people   5
7.4   key -   RRS-2 staff        people   -
7.5   key -   RRS-7 staff        people   -
7.6   key -   RRS-1 success      -        -
7.7   -   rev ES-7  staff        people   -
7.8   -   -   RRS-5 significance people   -
7.9   -   -   RRS-4 significance people   -
7.10  -   -   -     significance people   2
8.1   key -   ES-1  staff        people   8
8.2   -   -   ES-6  staff        people   -
8.3   -   -   FVC-7 staff        people   -
8.4   -   -   CSP-4 systems      -        -
8.5   -   -   SS-7  strategy     delivery 10
8.6   -   -   RRS-8 customers    people   -
8.7   -   -   -     staff        -        -
8.8   -   -   -     strategy     -        -
8.9   -   rev -     systems      -        -
8.10  -   -   -     systems      -        -
9.1   -   -   -     significance -        -
9.2   key rev -     significance feeling  1
9.3   -   -   -     systems      feeling  4
9.4   -   -   -     systems      -        -
9.5   -   -   -     strategy     -        2
9.6   -   -   -     customers    ease     6
9.7   -   -   -     systems      -        -
9.8   -   -   -     significance -        -
9.9   -   -   -     significance -        2
9.10  -   -   -     success      -        1
10.1  -   -   -     strategy     -        9
10.2  -   -   -     strategy     -        -
10.3  key rev RRS-6 significance -        8
10.4  -   rev -     customers    feeling  9
10.5  -   -   -     customers    feeling  10
10.6  -   -   -     success      -        -
10.7  -   -   -     success      -        -
10.8  -   -   -     strategy     -        10
10.9  -   -   -     strategy     -        -
10.10 -   -   -     customers    feeling  9
`;

export const blueprint: readonly BlueprintRow[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', key, reverse, code, tier = '', level, demand] = line.split(/ +/);
    const unlessDash = (text: string | undefined) => (text === '-' ? undefined : text);
    return {
      id,
      key: key === 'key',
      reverse: reverse === 'rev',
      code: unlessDash(code),
      tier,
      level: unlessDash(level),
      demand: unlessDash(demand),
    };
  });

/** Items 1.1 to 1.4, then principles 2 to 10, then what is left of principle 1. */
export const recommendedOrder: readonly string[] = [
  ...blueprint.slice(0, 4),
  ...blueprint.slice(10),
  ...blueprint.slice(4, 10),
].map(({ id }) => id);

export const competencies = ['SL', 'FVC', 'SS', 'ES', 'CSP', 'RRS'];
export const tiers = ['significance', 'strategy', 'staff', 'systems', 'success', 'customers'];
export const levels = ['delivery', 'ease', 'people', 'feeling'];
export const demands = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];
