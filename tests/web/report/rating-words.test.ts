import { expect, it } from 'vitest';
import { testApp, testContent } from '../../site.ts';
import { request } from '../request.ts';

it('GET /sample/where-to-start names ratings with the words of the content, which an organisation may change', async () => {
  const ratings = ['Never', 'Now and then', 'Often', 'At all times'] as const;
  const content = { ...testContent, scale: { ...testContent.scale, ratings } };
  const { text: page } = await request(testApp({ content })).get('/sample/where-to-start');
  expect(page.match(/“(?:not yet|sometimes|mostly|always)” for/g) ?? []).toEqual([]);
  expect(page).toContain('“never” for');
});
