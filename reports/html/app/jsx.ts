// What the compiler puts in the place of each element: shorter in the built page than what it would import by itself.
export { Fragment, h } from 'preact';
