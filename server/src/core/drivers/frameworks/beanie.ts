/** Beanie: `init_beanie(connection_string=…)` takes the URI only; options go through a client of one's own. */
import { passAll, type Framework } from './framework';

export const beanie: Framework = {
  id: 'beanie',
  title: 'Beanie',
  driver: 'pymongo',
  packages: { pypi: ['beanie'] },
  options: [],
  // BeanieODM/beanie@00c0f745 beanie/odm/utils/init.py
  toDriver: passAll,
};
