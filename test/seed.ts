/**
 * One seed for every property test, so that a run can be repeated and a build is not refused by chance.
 * `FC_SEED=$RANDOM npm run test:unit` looks for what this seed does not find.
 */
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['FC_SEED'] ?? 1) })
