'use strict'
const { posix: path } = require('path')
// From the address of the page that is being made to another address of the site, so that the site can be opened from a directory too.
module.exports = (to, { data }) => {
  if (!to || to[0] !== '/') return to
  const from = data.root.page.url
  const [file, hash] = to.split('#')
  const relative = path.relative(path.dirname(from), file) || path.basename(file)
  return hash ? `${relative}#${hash}` : relative
}
