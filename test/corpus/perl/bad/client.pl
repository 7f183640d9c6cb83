use MongoDB;

my $client = MongoDB->connect('mongodb://db.example.net', { ssl => { SSL_verify_mode => 0x00, SSL_ca_file => '/ca.pem' } });
my $second = MongoDB::MongoClient->new(host => "mongodb://$user:$password\@h.example.net/", ssl => 1);
my $third = MongoDB->connect('mongodb://' . $host . '/?ssl=true');
