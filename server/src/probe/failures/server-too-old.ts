/** The driver wants a newer server. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'server-too-old',
  stage: 'hello',
  category: 'other',
  kind: 'wireVersion',
  title: (fault) =>
    `The server speaks wire version ${fault.server}, and this driver needs ${fault.minimum} or higher.`,
  fix: () => `Upgrade the server, or use a version of the driver that still knows it.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/wireversion-featurelist/wireversion-featurelist.md',
  },
});
