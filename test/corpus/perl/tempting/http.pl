my $ua = LWP::UserAgent->new(ssl_opts => { verify_hostname => 0, SSL_verify_mode => 0x00 });
die "no mongodb" unless $uri =~ m{^mongodb://};
