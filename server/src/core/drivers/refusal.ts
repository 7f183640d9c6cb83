/** How a driver refuses settings: thrown inside a prediction and turned into its outcome, never out of it. */

/** `error` is the class as the driver names it (with its module in Python), `message` its text. */
export class Refusal {
  constructor(
    readonly error: string,
    readonly message: string,
  ) {}
}
