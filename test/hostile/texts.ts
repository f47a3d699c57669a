import fc from "fast-check";

/** Words that lead the readers into their corners: units, signs of secrets, marks of Slack, of shells and of configurations. */
const words =
  "1 0 -1 1e9 1.5 65s 1m 1aand and ms time. * : , _ ; ( ) < > <@U1| <#C1| <http:// <!date^ | & ` \" ' “ ” \\ / // - -- # = == {{ }} own: token password secret sid ESID- eyJ Bearer cookie: ://a @ a@b. AKIA ? 1.1. ::: ab12 keep-alive timeout idle handrail: closed after still open HTTP/1.1 connection: close bash dev/tcp grep not found no such file alb-502 start note stop resume list arn:aws: :loadbalancer/app/ .amazonaws.com .cn AWSLogs/ _elasticloadbalancing_ broken pipe NativeIoException: failed (..) é \u0000 \ud800 \u202e \ufffd".split(
    " ",
  );
const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words, " ", "\n", "\t", "a", "-") },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
);

/** A few words again and again, between a beginning and an end that nearly fits: what backtracking is made of. */
const repeated = fc
  .tuple(
    fc.array(word, { maxLength: 2 }),
    fc.array(word, { minLength: 1, maxLength: 3 }),
    fc.integer({ min: 1, max: 60 }),
    fc.array(word, { maxLength: 2 }),
  )
  .map(
    ([start, middle, times, end]) => start.join("") + middle.join("").repeat(times) + end.join(""),
  );

/** The same within itself. */
const nested = fc
  .tuple(word, word, word, fc.integer({ min: 1, max: 60 }))
  .map(([open, core, close, depth]) => open.repeat(depth) + core + close.repeat(depth));

/** A text that means harm, of some hundred characters. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: repeated },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.array(word, { maxLength: 60 }).map((parts) => parts.join("")) },
);
