/** Nobody takes writes. */
import { defineFailure } from './failure';

export default defineFailure({
  id: 'no-primary',
  stage: 'hello',
  category: 'other',
  kind: 'noPrimary',
  title: () => `Members of the replica set answer, and none of them is the primary.`,
  fix: () => `Look at rs.status(): an election may be under way, or the primary is not reachable from here.`,
  source: {
    repo: 'mongodb/specifications',
    ref: '92b3c0b',
    path: 'source/server-selection/server-selection.md',
  },
});
