/** The pages of a live room that maps moments of truth, in each state that looks different. */
import type { Page } from 'playwright-core';
import { leaving } from './answering.ts';
import type { PageState } from './states.ts';

/** The longest possible texts, without a place to break the line. */
const long = (characters: number) => 'Ö'.repeat(characters);
const press = (page: Page, name: string | RegExp) =>
  leaving(page, () => page.getByRole('button', { name }).first().click());

interface OpenRoom {
  readonly facilitator: string;
  readonly screen: string;
  readonly code: string;
}

/** Opens a room that maps moments, begins, and adds two moments. Ends on the facilitator's page. */
async function mapping(page: Page): Promise<OpenRoom> {
  await page.goto('/live/new?purpose=map');
  await page.locator('#name').fill(long(60));
  await page.locator('#customer').fill(long(100));
  await page.locator('#ends').fill('the paid bill');
  await press(page, 'Open the room');
  const facilitator = page.url();
  const code = (await page.locator('.live-code').first().textContent()) ?? '';
  const screen = (await page.getByRole('link', { name: /Presentation view/ }).getAttribute('href')) ?? '';
  await press(page, /^Begin with/);
  for (const [name, now] of [
    ['Rings us', 'It rings for two minutes.\nThen it stops.'],
    [long(120), long(300)],
  ] as const) {
    await leaving(page, () => page.getByRole('link', { name: 'Add a moment' }).click());
    await page.locator('#name').fill(name);
    await page.locator('#should').fill('Somebody answers who can help');
    await page.locator('#now').fill(now);
    await press(page, 'Add it to the cycle');
  }
  await press(page, /^Mark: matters most/);
  return { facilitator, screen, code };
}

async function joined(page: Page): Promise<OpenRoom> {
  const room = await mapping(page);
  await page.goto(`/live?code=${room.code.replace(' ', '')}`);
  await press(page, 'Join the room');
  return room;
}

/** The same browser leads the room and is in it. */
async function givingDots(page: Page): Promise<OpenRoom> {
  const room = await joined(page);
  await page.goto(room.facilitator);
  await press(page, 'Let each give three dots');
  return room;
}

const edit = (page: Page) =>
  leaving(page, () =>
    page
      .getByRole('link', { name: /^Edit, merge or remove/ })
      .first()
      .click(),
  );

export const mappingStates: readonly PageState[] = [
  { name: 'opening a room for both', address: '/live/new?purpose=both', stores: true },
  { name: 'the guide to mapping moments', address: '/live/guide/moments', stores: true },
  {
    name: 'moments of a room, for the facilitator',
    address: '/live',
    stores: true,
    act: async (page) => void (await mapping(page)),
  },
  {
    name: 'moments of a room, on the screen',
    address: '/live',
    stores: true,
    act: async (page) => {
      await page.goto((await mapping(page)).screen);
    },
  },
  {
    name: 'moments of a room, none on the screen',
    address: '/live',
    stores: true,
    act: async (page) => {
      const { screen, facilitator } = await mapping(page);
      for (let i = 0; i < 2; i++) {
        await page.goto(facilitator);
        await edit(page);
        await press(page, 'Remove this moment');
      }
      await page.goto(screen);
    },
  },
  {
    name: 'moments of a room that has ended, for the facilitator',
    address: '/live',
    stores: true,
    act: async (page) => {
      await mapping(page);
      await page.locator('#links summary').click();
      await press(page, 'End the room');
    },
  },
  {
    name: 'moments of a room, on a phone',
    address: '/live',
    stores: true,
    act: async (page) => {
      await joined(page);
      await page.locator('.live-give summary').click();
    },
  },
  {
    name: 'moments of a room, refused on a phone',
    address: '/live',
    stores: true,
    status: 422,
    act: async (page) => {
      await joined(page);
      await page.locator('#should').fill(long(301));
      await press(page, 'Add it to the cycle');
    },
  },
  {
    name: 'one moment of a room, with errors',
    address: '/live',
    stores: true,
    status: 422,
    act: async (page) => {
      await mapping(page);
      await edit(page);
      await press(page, 'Merge the two');
    },
  },
  {
    name: 'the name of a room’s cycle, with errors',
    address: '/live',
    stores: true,
    status: 422,
    act: async (page) => {
      await mapping(page);
      await leaving(page, () => page.getByRole('link', { name: 'Name it differently' }).click());
      await page.locator('#customer').fill('');
      await page.locator('#begins').fill(long(101));
      await press(page, 'Save the name');
    },
  },
  {
    name: 'dots in a room, for the facilitator',
    address: '/live',
    stores: true,
    act: async (page) => void (await givingDots(page)),
  },
  {
    name: 'dots in a room, refused on a phone',
    address: '/live',
    stores: true,
    status: 422,
    act: async (page) => {
      await givingDots(page);
      await page.goto('/live/here');
      await press(page, 'Give my dots');
    },
  },
  {
    name: 'the sheet of moments of a room',
    address: '/live',
    stores: true,
    act: async (page) => {
      const { facilitator } = await mapping(page);
      await page.goto(facilitator.replace('/live/room', '/live/sheet'));
    },
  },
  {
    name: 'taking moments from a room, beside others',
    address: '/live',
    stores: true,
    act: async (page) => {
      const { facilitator } = await mapping(page);
      const take = facilitator.replace('/live/room', '/live/take');
      await page.goto(take);
      await page.locator('.tick').first().click();
      await press(page, 'Take what is ticked');
      await page.goto(take);
    },
  },
];
