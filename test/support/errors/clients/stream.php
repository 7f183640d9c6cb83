<?php
// Prints what PHP's own streams say: {id, host, port, tls, ca, cert, password} in, {id, text} out.
$said = [];
set_error_handler(function ($level, $message) use (&$said) {
    $said[] = 'PHP Warning:  ' . $message;
    return true;
});
while (($line = fgets(STDIN)) !== false) {
    $row = json_decode($line, true);
    $said = [];
    if ($row['tls']) {
        $ssl = array_filter(['cafile' => $row['ca'] ?? null, 'local_cert' => $row['cert'] ?? null, 'passphrase' => $row['password'] ?? null]);
        $context = stream_context_create(['ssl' => $ssl]);
        $stream = stream_socket_client("ssl://{$row['host']}:{$row['port']}", $code, $error, 2, STREAM_CLIENT_CONNECT, $context);
        if ($stream) fclose($stream);
    }
    echo json_encode(['id' => $row['id'], 'text' => $said ? implode("\n", $said) : null], JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
