const ADJECTIVES =
  "amber ample bold brave bright brisk calm clear clever cosy crisp daring deep early easy fair fine fleet gentle glad grand happy hardy keen kind lively lucky mellow merry mild neat noble proud quick quiet rapid ready rosy round sharp shy silver sleek smooth snowy sober steady still sunny sure swift tidy tiny trusty vivid warm wise witty young zesty".split(
    " ",
  );
const ANIMALS =
  "badger bear beaver bison crane crow deer dove duck eagle eider elk falcon finch fox gecko goose grouse gull hare hawk heron horse ibex jackal jay kestrel kite koala lark lemur lynx magpie marten mole moose mouse newt orca osprey otter owl panda pika pony puffin quail rabbit raven robin salmon seal shrew sparrow stoat stork swan swift tern toad trout vole walrus weasel whale wolf wombat wren yak zebra".split(
    " ",
  );

/** A machine name for a container nobody named, such as `quiet-otter-7f3a`. A label and no secret: it need not be unguessable. */
export function makeContainerName(): string {
  const [first = 0, second = 0, mark = 0] = crypto.getRandomValues(new Uint16Array(3));
  const adjective = ADJECTIVES[first % ADJECTIVES.length];
  const animal = ANIMALS[second % ANIMALS.length];
  return `${adjective}-${animal}-${mark.toString(16).padStart(4, "0")}`;
}
