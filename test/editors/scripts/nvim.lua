-- Neovim's built-in client against the server over stdio: what it shows is printed, one fact per line.
local function p(...) io.stdout:write(string.format(...) .. "\n") end
vim.cmd('edit ' .. os.getenv('LSP_FILE'))
local bufnr = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({ name = 'mongodb-tls', cmd = { 'node', os.getenv('LSP_SERVER'), 'lsp', '--stdio' }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(bufnr, id)
vim.wait(15000, function() return #vim.diagnostic.get(bufnr) > 0 end, 50)
local found = vim.diagnostic.get(bufnr)
for _, d in ipairs(found) do p('diagnostic %d:%d-%d:%d [%s] %s', d.lnum + 1, d.col + 1, d.end_lnum + 1, d.end_col + 1, d.source or '', d.message) end
local first = found[1]
local document = { uri = vim.uri_from_bufnr(bufnr) }
local at = first and { line = first.lnum, character = first.col + 1 } or { line = 0, character = 0 }
local hov = vim.lsp.buf_request_sync(bufnr, 'textDocument/hover', { textDocument = document, position = at }, 5000)
p('hover %s', vim.inspect(hov and hov[id] and hov[id].result and hov[id].result.contents))
local range = { start = at, ['end'] = at }
local ca = vim.lsp.buf_request_sync(bufnr, 'textDocument/codeAction', { textDocument = document, range = range, context = { diagnostics = {} } }, 5000)
local actions = ca and ca[id] and ca[id].result or {}
for _, a in ipairs(actions) do p('action %s', a.title) end
if actions[1] and actions[1].edit then
  vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
  p('text %s', table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '|'))
end
vim.wait(10000, function() return #vim.diagnostic.get(bufnr) < #found end, 50)
p('left %d', #vim.diagnostic.get(bufnr))
vim.lsp.stop_client(id)
vim.cmd('qa!')
