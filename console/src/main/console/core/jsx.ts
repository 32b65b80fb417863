/**
 * What elements in pages become when they are bundled: calls of these two, which every file is given. That is shorter than
 * the form that the types are checked in, by a kilobyte over the wire.
 */
export { h as elementOf, Fragment as fragmentOf } from "preact";
