import { Views } from '../../../src/web/render/views.ts';

/** The views of a folder, for a site without anything of its own. */
export const bareViews = (folder: string): Views =>
  new Views(folder, {
    base: '',
    asset: (name) => name,
    brand: {
      name: '',
      renamed: false,
      contact: undefined,
      logo: undefined,
      icon: { address: '', type: '' },
      stylesheet: undefined,
    },
    isUtc: true,
    hasSample: false,
    hasGlossary: false,
    hasStorage: false,
    hasBenchmark: false,
  });
