<?php
// WordPress with one administrator, a reader and two texts; prints what the tests need to know of them.
define( 'ABSPATH', __DIR__ . '/' );
define( 'WP_INSTALLING', true );
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Larkmail', 'admin', 'admin@example.com', true, '', wp_generate_password() );
$settings = array(
	'timezone_string'             => 'Europe/Warsaw', // an hour or two from what the interface calls GMT
	'comment_moderation'          => '0',
	'comment_previously_approved' => '0',
	'comments_notify'             => '0',
	'moderation_notify'           => '0',
	'permalink_structure'         => '',
);
foreach ( $settings as $name => $value ) {
	update_option( $name, $value );
}
$anna = wp_insert_user(
	array(
		'user_login'   => 'anna',
		'user_pass'    => wp_generate_password(),
		'user_email'   => 'anna@example.com',
		'display_name' => 'Anna',
		'role'         => 'subscriber',
	)
);
$found = array( 'passwords' => array(), 'posts' => array() );
foreach ( array( 'admin' => 1, 'anna' => $anna ) as $name => $id ) {
	$made = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'tests' ) );
	$found['passwords'][ $name ] = $made[0];
}
foreach ( array( 'How parcels travel', 'Prices &amp; returns' ) as $title ) {
	$found['posts'][] = wp_insert_post(
		array(
			'post_title'   => $title,
			'post_content' => 'As we said.',
			'post_status'  => 'publish',
			'post_author'  => 1,
		)
	);
}
echo wp_json_encode( $found );
