<?php
// Reads questions (JSON lines: id, uri) and prints what the installed MongoDB extension makes of them. Nothing is connected.
while (($line = fgets(STDIN)) !== false) {
    $question = json_decode($line, true);
    if (!is_array($question)) continue;
    $answer = ['id' => $question['id'], 'driver' => 'php', 'version' => phpversion('mongodb')];
    try {
        new MongoDB\Driver\Manager($question['uri'], $question['options'] ?? [], []);
        $answer['outcome'] = 'ok';
    } catch (Throwable $e) {
        $answer += ['outcome' => 'error', 'error' => get_class($e), 'message' => $e->getMessage()];
    }
    echo json_encode($answer, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
