/** The way in, told before the first button is pressed. */
export function WhatHappens() {
  return (
    <aside className="aside" aria-labelledby="what-happens">
      <section className="panel scope-panel">
        <h2 id="what-happens">How it gets in</h2>
        <ol className="plainlist">
          <li>
            <b>You run one command on the machine.</b> It makes a key there; the private half never leaves it.
          </li>
          <li>
            <b>The machine appears here as waiting.</b> It can do nothing yet, whoever ran the command.
          </li>
          <li>
            <b>You compare its fingerprint and approve it.</b> A leaked command alone lets nobody in.
          </li>
          <li>
            <b>You choose its secrets.</b> Until then it reads nothing.
          </li>
        </ol>
      </section>
    </aside>
  );
}
