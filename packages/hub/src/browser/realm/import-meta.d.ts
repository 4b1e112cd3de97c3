/** Where a module lies: browsers and Node have it, the language's own library does not say so. */
interface ImportMeta {
  url: string;
}
