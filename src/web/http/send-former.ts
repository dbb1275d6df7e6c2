import type { Response } from 'express';
import type { FormerState } from '../../codec/state.ts';
import type { Content } from '../../content/content.ts';
import { formerJson } from '../../exports/former-json.ts';
import { sendDownload } from './download.ts';

/** Sends answers to an earlier edition, which do not count here, as a file. */
export function sendFormer(res: Response, { formerEditions }: Content, former: FormerState): void {
  sendDownload(res, {
    name: `service-mirror-edition-${former.edition}.json`,
    type: 'application/json; charset=utf-8',
    body: formerJson(former, formerEditions.get(former.edition)),
  });
}
